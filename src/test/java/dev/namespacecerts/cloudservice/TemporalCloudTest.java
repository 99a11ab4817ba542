package dev.namespacecerts.cloudservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.cloud.namespace.v1.CertificateFilterSpec;
import io.temporal.api.cloud.namespace.v1.MtlsAuthSpec;
import io.temporal.api.cloud.namespace.v1.Namespace;
import io.temporal.api.cloud.namespace.v1.NamespaceSpec;
import io.temporal.api.cloud.operation.v1.AsyncOperation;
import io.temporal.api.cloud.resource.v1.ResourceState;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TemporalCloudTest {
    private static final String NAMESPACE = "accounting.a2dd6";
    private static final HeldCertificate FIRST =
            CertificateBuilder.root("CN=First CA").build();
    private static final HeldCertificate SECOND =
            CertificateBuilder.root("CN=Second CA").build();
    private static final CertificateFilterSpec FILTER =
            CertificateFilterSpec.newBuilder().setCommonName("worker").build();

    private static final String KEY = "tmprlsk_of_operator";

    private final TemporalCloud service = new TemporalCloud();
    private final RawClient client = new RawClient(service.address(), KEY);

    @BeforeEach
    void seed() {
        service.addKeyFor(KEY, "operator", NAMESPACE);
        service.seed(NAMESPACE, FIRST.pem(), FILTER);
    }

    @AfterEach
    void close() {
        client.close();
        service.close();
    }

    @Test
    void updates() throws Exception {
        service.faults().duration = null;
        Namespace before = client.read(NAMESPACE);
        AsyncOperation operation =
                client.update(before, withCas(before, "text\r\n" + both().replace("\n", "\r\n")), "1");
        assertThat(operation.getState())
                .isIn(AsyncOperation.State.STATE_PENDING, AsyncOperation.State.STATE_IN_PROGRESS);
        assertThat(operation.getCheckDuration().getSeconds()).isEqualTo(1);
        assertThat(client.read(NAMESPACE).getState()).isEqualTo(ResourceState.RESOURCE_STATE_UPDATING);
        assertThat(client.read(NAMESPACE).getSpec()).isEqualTo(before.getSpec());

        service.finishOperation(NAMESPACE, Outcome.FULFILLED);
        assertThat(client.end("1")).isEqualTo(AsyncOperation.State.STATE_FULFILLED);
        Namespace after = client.read(NAMESPACE);
        assertThat(after.getSpec().getMtlsAuth().getAcceptedClientCa().toStringUtf8())
                .isEqualTo(both());
        assertThat(after.getResourceVersion()).isNotEqualTo(before.getResourceVersion());
        assertThat(after.getState()).isEqualTo(ResourceState.RESOURCE_STATE_ACTIVE);
        assertThat(after.getAsyncOperationId()).isEmpty();
        assertThat(service.requests("UpdateNamespace", NAMESPACE)).hasSize(1).allSatisfy(request -> {
            assertThat(request.key()).isEqualTo("operator");
            assertThat(request.headers()).containsEntry("temporal-cloud-api-version", "v0.16.0");
            assertThat(request.headers().toString()).doesNotContain(KEY);
        });
        service.assertForeignUntouched();
    }

    @Test
    void noticesWhatMustNotChange() {
        Namespace before = client.read(NAMESPACE);
        NamespaceSpec spec = withCas(before, both());
        NamespaceSpec.Builder rebuilt =
                NamespaceSpec.newBuilder().setName("accounting").setMtlsAuth(spec.getMtlsAuth());
        assertThat(violationsOf(before, rebuilt.build()))
                .hasSize(1)
                .first()
                .asString()
                .contains("not of a bundle");
        assertThat(violationsOf(
                        before, with(spec, spec.getMtlsAuth().toBuilder().setEnabled(false))))
                .isNotEmpty();
        assertThat(violationsOf(
                        before, with(spec, spec.getMtlsAuth().toBuilder().setAcceptedClientCaDeprecated("YQ=="))))
                .isNotEmpty();
        assertThat(violationsOf(
                        before, with(spec, spec.getMtlsAuth().toBuilder().setCertificateFilters(0, FILTER))))
                .hasSize(1)
                .first()
                .asString()
                .contains("rewrites a filter");
        assertThat(violationsOf(
                        before, with(spec, spec.getMtlsAuth().toBuilder().clearCertificateFilters())))
                .isEmpty();
    }

    private List<String> violationsOf(Namespace before, NamespaceSpec spec) {
        service.seed(NAMESPACE, FIRST.pem(), FILTER);
        try {
            client.update(client.read(NAMESPACE), spec, UUID.randomUUID().toString());
        } catch (StatusRuntimeException refused) {
            // as a service may
        }
        return service.takeViolations();
    }

    @Test
    void hidesNewerFields() throws Exception {
        service.faults().newerFieldsHidden = true;
        Namespace before = client.read(NAMESPACE);
        assertThat(before.getSpec().getUnknownFields().asMap()).isEmpty();
        client.update(before, withCas(before, both()), "1");
        client.end("1");
        assertThat(service.namespace(NAMESPACE).getSpec().getUnknownFields().asMap())
                .containsOnlyKeys(15, 16);
        service.assertForeignUntouched();
    }

    @Test
    void refusesConflicts() throws Exception {
        service.faults().conflict = Status.ABORTED;
        service.faults().operationConflict = Status.ALREADY_EXISTS;
        service.faults().duration = null;
        Namespace before = client.read(NAMESPACE);
        client.update(before, withCas(before, both()), "1");
        assertRefused(Status.Code.ALREADY_EXISTS, "another operation", before, withCas(before, SECOND.pem()), "2");
        assertThat(client.update(before, withCas(before, both()), "1").getId()).isEqualTo("1");
        service.finishOperation(NAMESPACE, Outcome.FULFILLED);
        client.end("1");
        assertRefused(Status.Code.ABORTED, "resource version", before, withCas(before, SECOND.pem()), "2");
        Namespace after = client.read(NAMESPACE);
        assertRefused(Status.Code.INVALID_ARGUMENT, "nothing to change", after, after.getSpec(), "3");
        service.assertForeignUntouched();
    }

    private void assertRefused(Status.Code code, String text, Namespace before, NamespaceSpec spec, String id) {
        assertThatThrownBy(() -> client.update(before, spec, id))
                .hasMessageStartingWith(code.name())
                .hasMessageContaining(text);
    }

    private static String both() {
        return FIRST.pem() + SECOND.pem();
    }

    private static NamespaceSpec withCas(Namespace before, String pem) {
        return with(
                before.getSpec(),
                before.getSpec().getMtlsAuth().toBuilder().setAcceptedClientCa(ByteString.copyFromUtf8(pem)));
    }

    private static NamespaceSpec with(NamespaceSpec spec, MtlsAuthSpec.Builder mtls) {
        return spec.toBuilder().setMtlsAuth(mtls).build();
    }
}
