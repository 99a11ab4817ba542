package dev.namespacecerts.cloudservice;

import static io.temporal.api.cloud.operation.v1.AsyncOperation.State.STATE_CANCELLED;
import static io.temporal.api.cloud.operation.v1.AsyncOperation.State.STATE_FAILED;
import static io.temporal.api.cloud.operation.v1.AsyncOperation.State.STATE_IN_PROGRESS;
import static io.temporal.api.cloud.operation.v1.AsyncOperation.State.STATE_REJECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.namespacecerts.operator.TcpProxy;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import io.grpc.Status;
import io.temporal.api.cloud.cloudservice.v1.GetCurrentIdentityRequest;
import io.temporal.api.cloud.cloudservice.v1.GetCurrentIdentityResponse;
import io.temporal.api.cloud.namespace.v1.CertificateFilterSpec;
import io.temporal.api.cloud.namespace.v1.MtlsAuthSpec;
import io.temporal.api.cloud.namespace.v1.Namespace;
import io.temporal.api.cloud.operation.v1.AsyncOperation;
import io.temporal.api.cloud.resource.v1.ResourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong on demand, and what the service refuses. */
class CloudFaultsTest {
    private static final String KEY = "tmprlsk_of_operator";
    private static final String NAMESPACE = "accounting.a2dd6";
    private static final HeldCertificate FIRST =
            CertificateBuilder.root("CN=First CA").build();
    private static final HeldCertificate SECOND =
            CertificateBuilder.root("CN=Second CA").build();

    private final TemporalCloud cloud = new TemporalCloud();
    private final RawClient client = new RawClient(cloud.address(), KEY);

    @BeforeEach
    void seed() {
        cloud.addKey(KEY, "operator");
        cloud.seed(NAMESPACE, FIRST.pem());
    }

    @AfterEach
    void close() {
        cloud.assertForeignUntouched();
        client.close();
        cloud.close();
    }

    @Test
    void losesAnswers() throws Exception {
        Namespace before = client.read(NAMESPACE);
        cloud.faults().on("UpdateNamespace").namespace("other.a2dd6").unavailable();
        cloud.faults().on("UpdateNamespace").lostBeforeCommit();
        assertFails(Status.Code.UNAVAILABLE, () -> send(before, FIRST.pem() + SECOND.pem(), "1"));
        assertThat(client.read(NAMESPACE)).isEqualTo(before);
        cloud.faults().loseAnswers("UpdateNamespace", 1);
        assertFails(Status.Code.UNAVAILABLE, () -> send(before, FIRST.pem() + SECOND.pem(), "1"));
        assertThat(send(before, FIRST.pem() + SECOND.pem(), "1").getId()).isEqualTo("1");
        client.end("1");
        assertThat(accepted()).isEqualTo(FIRST.pem() + SECOND.pem());
        assertThat(cloud.requests("UpdateNamespace", NAMESPACE))
                .extracting(request -> request.answer().orElseThrow().getCode())
                .containsExactly(Status.Code.UNAVAILABLE, Status.Code.UNAVAILABLE, Status.Code.OK);
        cloud.faults().repeated = Status.ALREADY_EXISTS;
        assertFails(Status.Code.ALREADY_EXISTS, () -> send(before, FIRST.pem() + SECOND.pem(), "1"));
    }

    @Test
    void staysSilent() {
        Namespace before = client.read(NAMESPACE);
        cloud.faults().on("UpdateNamespace").silentAfterCommit();
        client.deadline(Duration.ofMillis(300));
        assertFails(Status.Code.DEADLINE_EXCEEDED, () -> send(before, SECOND.pem(), "1"));
        assertThat(client.operation("1").getId()).isEqualTo("1");
        try (TcpProxy proxy = TcpProxy.before(cloud.address());
                RawClient through = new RawClient(proxy.address(), KEY)) {
            through.read(NAMESPACE);
            proxy.swallow();
            through.deadline(Duration.ofMillis(300));
            assertFails(Status.Code.DEADLINE_EXCEEDED, () -> through.read(NAMESPACE));
        }
    }

    @Test
    void endsOperations() throws Exception {
        cloud.faults().failureReason = "for a test";
        cloud.faults().nextOperations(NAMESPACE, 1, Outcome.FAILED);
        cloud.faults().nextOperations(NAMESPACE, 1, Outcome.CANCELLED);
        cloud.faults().nextOperations(NAMESPACE, 1, Outcome.REJECTED);
        cloud.faults().nextOperations(NAMESPACE, 1, Outcome.ENDLESS);
        cloud.faults().nextOperations(NAMESPACE, 1, Outcome.FORGOTTEN);
        for (AsyncOperation.State state : new AsyncOperation.State[] {STATE_FAILED, STATE_CANCELLED, STATE_REJECTED}) {
            String id = "id " + state;
            send(client.read(NAMESPACE), SECOND.pem(), id);
            assertThat(client.end(id)).isEqualTo(state);
            assertThat(client.operation(id).getFailureReason()).isEqualTo("for a test");
            assertThat(accepted()).isEqualTo(FIRST.pem());
            assertThat(client.read(NAMESPACE).getState())
                    .isEqualTo(
                            state == STATE_FAILED
                                    ? ResourceState.RESOURCE_STATE_UPDATE_FAILED
                                    : ResourceState.RESOURCE_STATE_ACTIVE);
        }
        cloud.faults().visibleAtOnce = true;
        cloud.faults().checkDuration = null;
        cloud.faults().duration = Duration.ZERO;
        assertThat(send(client.read(NAMESPACE), SECOND.pem(), "endless").hasCheckDuration())
                .isFalse();
        assertThat(client.operation("endless").getState()).isEqualTo(STATE_IN_PROGRESS);
        assertThat(client.read(NAMESPACE)
                        .getSpec()
                        .getMtlsAuth()
                        .getAcceptedClientCa()
                        .toStringUtf8())
                .isEqualTo(SECOND.pem());
        cloud.finishOperation(NAMESPACE, Outcome.FULFILLED);
        client.end("endless");
        send(client.read(NAMESPACE), FIRST.pem(), "forgotten");
        assertFails(Status.Code.NOT_FOUND, () -> client.operation("forgotten"));
        assertThat(accepted()).isEqualTo(FIRST.pem());
    }

    @Test
    void refusesKeys() {
        Instant expiry = Instant.parse("2100-01-01T00:00:00Z");
        cloud.keyExpiry = expiry;
        GetCurrentIdentityResponse identity =
                client.stub().getCurrentIdentity(GetCurrentIdentityRequest.getDefaultInstance());
        assertThat(identity.getServiceAccount().getSpec().getName()).isEqualTo("operator");
        assertThat(identity.getPrincipalApiKey().getSpec().getExpiryTime().getSeconds())
                .isEqualTo(expiry.getEpochSecond());
        Namespace before = client.read(NAMESPACE);
        cloud.addReadOnlyKey(KEY, "operator");
        assertThat(client.read(NAMESPACE)).isEqualTo(before);
        assertFails(Status.Code.PERMISSION_DENIED, () -> send(before, SECOND.pem(), "1"));
        cloud.addKeyFor(KEY, "operator", "other.a2dd6");
        assertFails(Status.Code.PERMISSION_DENIED, () -> client.read(NAMESPACE));
        assertFails(Status.Code.NOT_FOUND, () -> client.read("other.a2dd6"));
        cloud.expireKey(KEY, Instant.now());
        assertFails(Status.Code.UNAUTHENTICATED, () -> client.read(NAMESPACE));
        cloud.removeKey(KEY);
        assertFails(Status.Code.UNAUTHENTICATED, () -> client.read(NAMESPACE));
    }

    @Test
    void refusesHeaders() {
        assertThat(cloud.violations()).isEmpty();
        client.headers(Map.of("authorization", "Bearer " + KEY));
        assertFails(Status.Code.INVALID_ARGUMENT, () -> client.read(NAMESPACE));
        client.headers(Map.of("authorization", "Bearer " + KEY, "temporal-cloud-api-version", "v0.26.0"));
        assertFails(Status.Code.INVALID_ARGUMENT, () -> client.read(NAMESPACE));
        assertThat(cloud.takeViolations()).hasSize(2);
        client.headers(Map.of("temporal-cloud-api-version", "v0.16.0"));
        assertFails(Status.Code.UNAUTHENTICATED, () -> client.read(NAMESPACE));
    }

    @Test
    void refusesForANamespace() throws Exception {
        Namespace before = client.read(NAMESPACE);
        cloud.state(NAMESPACE, ResourceState.RESOURCE_STATE_SUSPENDED);
        assertThat(client.read(NAMESPACE).getState()).isEqualTo(ResourceState.RESOURCE_STATE_SUSPENDED);
        assertFails(Status.Code.FAILED_PRECONDITION, () -> send(before, SECOND.pem(), "1"));
        cloud.delete(NAMESPACE);
        assertFails(Status.Code.NOT_FOUND, () -> client.read(NAMESPACE));
        cloud.seed(NAMESPACE, FIRST.pem());
        cloud.unauthorizedFor(NAMESPACE, Duration.ofHours(1));
        assertFails(Status.Code.PERMISSION_DENIED, () -> client.read(NAMESPACE));
        cloud.unauthorizedFor(NAMESPACE, Duration.ZERO);
        client.read(NAMESPACE);
    }

    @Test
    void refusesCasAndFilters() {
        HeldCertificate expired = CertificateBuilder.root("CN=Expired CA")
                .notAfter(Instant.parse("2025-01-01T00:00:00Z"))
                .build();
        HeldCertificate leaf =
                CertificateBuilder.leaf("CN=Leaf").issuedBy(FIRST).build();
        assertThatThrownBy(
                        () -> send(client.read(NAMESPACE), FIRST.pem() + FIRST.pem() + expired.pem() + leaf.pem(), "1"))
                .hasMessageStartingWith("INVALID_ARGUMENT: invalid ca certificate: 3 errors occurred:\n\t* duplicate")
                .hasMessageContaining("\n\t* x509: certificate has expired or is not yet valid: current time 2")
                .hasMessageContaining(
                        " is after 2025-01-01T00:00:00Z\n\t* certificate CN=Leaf is not a ca certificate");
        assertThatThrownBy(() -> send(client.read(NAMESPACE), "no PEM", "1"))
                .hasMessageContaining("failed to parse PEM");
        assertThatThrownBy(() -> send(client.read(NAMESPACE), SECOND.pem().repeat(17), "1"))
                .hasMessageContaining("number of ca certificates exceeds the limit of 16");
        assertThatThrownBy(() -> send(client.read(NAMESPACE), SECOND.pem().repeat(100), "1"))
                .hasMessageContaining("exceed the size limit of 32768 bytes");
        Namespace before = client.read(NAMESPACE);
        MtlsAuthSpec.Builder mtls = before.getSpec().getMtlsAuth().toBuilder();
        for (int i = 0; i < 26; i++) {
            mtls.addCertificateFilters(CertificateFilterSpec.newBuilder().setCommonName("worker " + i));
        }
        assertThatThrownBy(() -> client.update(
                        before, before.getSpec().toBuilder().setMtlsAuth(mtls).build(), "1"))
                .hasMessageContaining("number of certificate filters exceeds the limit of 25");
    }

    @Test
    void limitsTheRate() {
        cloud.faults().duration = null;
        for (int i = 0; i < 11; i++) {
            String name = "number-" + i + ".a2dd6";
            cloud.seed(name, FIRST.pem());
            ThrowingCallable update = () ->
                    send(client.read(name), SECOND.pem(), UUID.randomUUID().toString());
            if (i < 10) {
                assertThatCode(update).doesNotThrowAnyException();
            } else {
                assertFails(Status.Code.RESOURCE_EXHAUSTED, update);
            }
        }
        assertThat(cloud.mostInFlight()).isEqualTo(10);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        client.read(NAMESPACE);
                    }
                })
                .hasMessageContaining("RESOURCE_EXHAUSTED: rate limit exceeded for principal operator");
        assertThat(cloud.mostRequestsInASecond("operator")).isEqualTo(81);
    }

    @Test
    void keepsItsStateOverARestart() {
        Namespace before = client.read(NAMESPACE);
        cloud.goAway();
        assertThat(client.read(NAMESPACE)).isEqualTo(before);
        cloud.stop();
        assertFails(Status.Code.UNAVAILABLE, () -> client.read(NAMESPACE));
        cloud.start();
        try (RawClient another = new RawClient(cloud.address(), KEY)) {
            assertThat(another.read(NAMESPACE)).isEqualTo(before);
        }
    }

    private AsyncOperation send(Namespace before, String pem, String id) {
        MtlsAuthSpec.Builder mtls =
                before.getSpec().getMtlsAuth().toBuilder().setAcceptedClientCa(ByteString.copyFromUtf8(pem));
        return client.update(
                before, before.getSpec().toBuilder().setMtlsAuth(mtls).build(), id);
    }

    private String accepted() {
        return cloud.mtls(NAMESPACE).getAcceptedClientCa().toStringUtf8();
    }

    private static void assertFails(Status.Code code, ThrowingCallable call) {
        assertThatThrownBy(call).hasMessageStartingWith(code.name());
    }
}
