package dev.namespacecerts.cloudservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.Tool;
import io.temporal.api.cloud.namespace.v1.CertificateFilterSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test service is what tcld takes for Temporal Cloud. */
class TcldIT {
    private static final String KEY = "tmprlsk_of_tcld";
    private static final String NAMESPACE = "accounting.a2dd6";
    private static final HeldCertificate FIRST =
            CertificateBuilder.root("CN=First CA").build();
    private static final HeldCertificate SECOND =
            CertificateBuilder.root("CN=Second CA").build();
    private static final CertificateFilterSpec WORKER = CertificateFilterSpec.newBuilder()
            .setCommonName("worker")
            .setOrganization("Acme")
            .build();
    private static final CertificateFilterSpec STARTER = CertificateFilterSpec.newBuilder()
            .setSubjectAlternativeName("starter.example.com")
            .build();

    private final TemporalCloud cloud = new TemporalCloud();

    @TempDir
    Path home;

    private Tcld tcld;

    @BeforeEach
    void seed() {
        cloud.faults().duration = Duration.ZERO;
        cloud.addKey(KEY, "tcld");
        cloud.seed(NAMESPACE, FIRST.pem(), WORKER, STARTER);
        tcld = new Tcld(cloud, KEY, home);
    }

    @AfterEach
    void whatIsNotOursIsAsSeeded() {
        cloud.assertForeignUntouched();
        cloud.close();
    }

    @Test
    void changesCas() throws Exception {
        assertThat(tcld.caList(NAMESPACE)).containsExactly(sha1(FIRST));
        tcld.caAdd(NAMESPACE, SECOND.pem());
        assertThat(tcld.caList(NAMESPACE)).containsExactly(sha1(FIRST), sha1(SECOND));
        tcld.caSet(NAMESPACE, ("a comment\n" + SECOND.pem() + "\n\n" + FIRST.pem()).replace("\n", "\r\n"));
        assertThat(accepted()).isEqualTo(SECOND.pem() + FIRST.pem());
        tcld.caRemove(NAMESPACE, sha1(SECOND));
        assertThat(accepted()).isEqualTo(FIRST.pem());
        assertThat(tcld.tryTo("namespace", "ca", "remove", "-n", NAMESPACE, "--fp", sha1(FIRST))
                        .output())
                .contains("accepted client ca is required");
        assertThat(tcld.raw("namespace", "list")).contains(NAMESPACE);
        assertThat(cloud.filters(NAMESPACE)).hasSize(2);
    }

    @Test
    void changesFilters() {
        List<CertificateFilterSpec> seeded = cloud.filters(NAMESPACE);
        Map<String, String> worker = Map.of("commonName", "worker", "organization", "Acme");
        Map<String, String> starter = Map.of("subjectAlternativeName", "starter.example.com");
        assertThat(tcld.filtersExport(NAMESPACE)).containsExactly(worker, starter);
        tcld.filtersImport(
                NAMESPACE,
                "{\"filters\": [{\"commonName\": \"new\"}, {\"commonName\": \"worker\", \"organization\": \"Acme\"}]}");
        assertThat(tcld.filtersExport(NAMESPACE)).containsExactly(Map.of("commonName", "new"), worker);
        assertThat(cloud.filters(NAMESPACE).get(1)).isEqualTo(seeded.get(0));
        tcld.filtersClear(NAMESPACE);
        assertThat(tcld.filtersExport(NAMESPACE)).isEmpty();
        assertThat(accepted()).isEqualTo(FIRST.pem());
    }

    @Test
    void meetsTheOtherClientInOneState() throws Exception {
        try (RawClient client = new RawClient(cloud.address(), KEY)) {
            var before = client.read(NAMESPACE);
            tcld.caAdd(NAMESPACE, SECOND.pem());
            var after = client.read(NAMESPACE);
            assertThat(after.getSpec().getMtlsAuth().getAcceptedClientCa().toStringUtf8())
                    .isEqualTo(FIRST.pem() + SECOND.pem());
            assertThat(after.getResourceVersion()).isNotEqualTo(before.getResourceVersion());
            var mtls = after.getSpec().getMtlsAuth().toBuilder()
                    .setAcceptedClientCa(ByteString.copyFromUtf8(SECOND.pem()));
            client.update(after, after.getSpec().toBuilder().setMtlsAuth(mtls).build(), "1");
            client.end("1");
            assertThat(tcld.caList(NAMESPACE)).containsExactly(sha1(SECOND));
            assertThat(tcld.raw("request", "get", "--request-id", "1")).contains("Fulfilled");
        }
        assertThat(cloud.requests("UpdateNamespace", NAMESPACE))
                .extracting(Request::version)
                .containsExactly("2023-07-26-01", "v0.16.0");
    }

    @Test
    void refusesWhatGoRefuses() {
        cloud.faults().judgedByGo = true;
        HeldCertificate expired = CertificateBuilder.root("CN=Expired CA")
                .notAfter(Instant.parse("2025-01-01T00:00:00Z"))
                .build();
        HeldCertificate orphan =
                CertificateBuilder.intermediate("CN=Orphan CA").issuedBy(SECOND).build();
        Tool.Result result = tcld.tryTo(
                "namespace", "ca", "set", "-n", NAMESPACE, "-f", write(FIRST.pem() + expired.pem() + orphan.pem()));
        assertThat(result.output())
                .contains("invalid ca certificate: 2 errors occurred:")
                .containsPattern(
                        "x509: certificate has expired or is not yet valid: current time 20\\S+ is after 2025-01-01")
                .contains("x509: certificate signed by unknown authority");
        tcld.caSet(NAMESPACE, SECOND.pem() + orphan.pem());
        assertThat(tcld.caList(NAMESPACE)).hasSize(2);
    }

    private String write(String pem) {
        try {
            return Files.writeString(home.resolve("new.pem"), pem).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String accepted() {
        return cloud.mtls(NAMESPACE).getAcceptedClientCa().toStringUtf8();
    }

    private static String sha1(HeldCertificate ca) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(ca.der()));
    }
}
