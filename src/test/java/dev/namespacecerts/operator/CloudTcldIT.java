package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.CloudBundle.connection;
import static dev.namespacecerts.operator.CloudBundle.eventually;
import static dev.namespacecerts.operator.CloudBundle.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.CloudSpec.Mode;
import dev.namespacecerts.api.v1alpha1.CloudSpec.Unlisted;
import dev.namespacecerts.api.v1alpha1.CloudStatus.CloudCertificate;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cloudservice.Tcld;
import dev.namespacecerts.cloudservice.TemporalCloud;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** tcld judges what the operator made of a Temporal Cloud Namespace, and changes it beside the operator. */
class CloudTcldIT {
    private static final String KEY = "tmprlsk_of_the_operator";
    private static final String KEY_OF_TCLD = "tmprlsk_of_a_person";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HeldCertificate A = CertificateBuilder.root("CN=A").build();
    private static final HeldCertificate B = CertificateBuilder.root("CN=B").build();
    private static final HeldCertificate C = CertificateBuilder.root("CN=C").build();

    private final Cluster cluster = new Cluster();
    private final TemporalCloud cloud = new TemporalCloud();

    @TempDir
    Path home;

    private Tcld tcld;
    private String name;

    @BeforeEach
    void connect() {
        name = "accounting-" + cluster.namespace() + ".a2dd6";
        cloud.addKey(KEY, "operator");
        cloud.addKey(KEY_OF_TCLD, "tcld");
        cloud.seed(name, A.pem());
        cluster.client().resource(connection(cluster, cloud, KEY, "a2dd6")).create();
        tcld = new Tcld(cloud, KEY_OF_TCLD, home);
    }

    @AfterEach
    void whatIsNotOursIsAsSeeded() {
        cluster.close();
        cloud.close();
        cloud.assertForeignUntouched();
    }

    private SpecBuilder bundle(Unlisted unlisted, HeldCertificate... cas) {
        return new SpecBuilder()
                .temporalNamespace(name)
                .inline(List.of(cas).stream().map(HeldCertificate::pem).toArray(String[]::new))
                .cloud(spec(Mode.Sync, unlisted, null, null, "1s"));
    }

    @Test
    void tcldListsExactlyWhatTheStatusSays() {
        cluster.create("accounting", bundle(null, A, B));
        cluster.filter("worker", "accounting", "*.payments");
        await().atMost(PATIENCE).until(() -> cloud.mtls(name).getCertificateFiltersCount() == 1);
        NamespaceCertificateBundle bundle = eventually(cluster, "accounting", "True", "Synchronized");
        assertThat(tcld.caList(name))
                .containsExactlyInAnyOrderElementsOf(bundle.getStatus().cloud().certificates().stream()
                        .map(CloudCertificate::fingerprintSha1)
                        .toList());
        assertThat(tcld.filtersExport(name)).containsExactly(Map.of("commonName", "*.payments"));
    }

    @Test
    void whatTcldReordersAndCommentsCausesNoUpdate() throws InterruptedException {
        cluster.create("accounting", bundle(null, A, B));
        eventually(cluster, "accounting", "True", "Synchronized");
        cloud.forgetRequests();
        tcld.caSet(name, ("a comment\n" + B.pem() + "\n\n" + A.pem()).replace("\n", "\r\n"));
        Thread.sleep(3_000); // at least two reads
        assertThat(cloud.requests("UpdateNamespace", name))
                .extracting(request -> request.key())
                .containsExactly("tcld");
        eventually(cluster, "accounting", "True", "Synchronized");
    }

    @Test
    void whatTcldRemovesComesBackAndWhatItAddsStaysOrGoesAsTheBundleSays() {
        cluster.create("accounting", bundle(null, A, B));
        eventually(cluster, "accounting", "True", "Synchronized");
        tcld.caRemove(name, B.parsed().fingerprintSha1());
        await().atMost(PATIENCE)
                .until(() -> tcld.caList(name).contains(B.parsed().fingerprintSha1()));
        tcld.caAdd(name, C.pem());
        eventually(cluster, "accounting", "False", "AdoptionRequired");
        assertThat(tcld.caList(name)).contains(C.parsed().fingerprintSha1());
        cluster.edit("accounting", bundle(Unlisted.Remove, A, B));
        eventually(cluster, "accounting", "True", "Synchronized");
        assertThat(tcld.caList(name))
                .containsExactly(A.parsed().fingerprintSha1(), B.parsed().fingerprintSha1());
    }

    @Test
    void tcldInALoopAndTheOperatorLoseNoChangeOfEither() {
        cluster.create("accounting", bundle(null, A));
        eventually(cluster, "accounting", "True", "Synchronized");
        for (int i = 0; i < 3; i++) {
            HeldCertificate theirs = CertificateBuilder.root("CN=Of tcld " + i).build();
            HeldCertificate ours =
                    CertificateBuilder.root("CN=Of the bundle " + i).build();
            cluster.edit("accounting", bundle(null, A, ours));
            await("tcld adds " + i)
                    .atMost(PATIENCE)
                    .until(() -> tcld.tryTo(
                                            "namespace",
                                            "accepted-client-ca",
                                            "add",
                                            "--namespace",
                                            name,
                                            "--ca-certificate",
                                            Base64.getEncoder()
                                                    .encodeToString(theirs.pem().getBytes(StandardCharsets.US_ASCII)))
                                    .exitCode()
                            == 0);
            await().atMost(PATIENCE)
                    .until(() -> tcld.caList(name)
                            .containsAll(List.of(
                                    A.parsed().fingerprintSha1(),
                                    ours.parsed().fingerprintSha1(),
                                    theirs.parsed().fingerprintSha1())));
        }
    }
}
