package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.CloudBundle.connection;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.CloudSpec;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cloudservice.TemporalCloud;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A Kubernetes namespace and a Temporal Cloud of each test's own, with one bundle and one Temporal Cloud Namespace. */
abstract class CloudCase {
    static final HeldCertificate OLD =
            CertificateBuilder.root("CN=Old Root,O=Acme").build();
    static final HeldCertificate NEW =
            CertificateBuilder.root("CN=New Root,O=Acme").build();
    static final HeldCertificate OTHER =
            CertificateBuilder.root("CN=Other Root,O=Other").build();

    final Cluster cluster = new Cluster();
    final TemporalCloud cloud = new TemporalCloud();
    /** Of each test's own, because the operator has one budget for each key. */
    final String key = "tcld_key_of_" + cluster.namespace();

    final String name = "accounting-" + cluster.namespace() + ".a2dd6";

    @BeforeEach
    void connect() {
        cloud.addKey(key, "operator");
        cloud.seed(name, OLD.pem());
        cluster.client().resource(connection(cluster, cloud, key, "a2dd6")).create();
    }

    @AfterEach
    void whatIsNotOursIsAsSeeded() {
        cluster.close();
        cloud.close();
        cloud.assertForeignUntouched();
    }

    void create(CloudSpec spec, HeldCertificate... cas) {
        cluster.create("accounting", bundle(spec, cas));
    }

    SpecBuilder bundle(CloudSpec spec, HeldCertificate... cas) {
        return new SpecBuilder()
                .temporalNamespace(name)
                .inline(List.of(cas).stream().map(HeldCertificate::pem).toArray(String[]::new))
                .cloud(spec);
    }

    NamespaceCertificateBundle eventually(String status, String reason) {
        return CloudBundle.eventually(cluster, "accounting", status, reason);
    }

    /** The same, and waits until the message has a text. */
    NamespaceCertificateBundle eventually(String status, String reason, String text) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> message(eventually(status, reason)).contains(text));
        return eventually(status, reason);
    }

    static String message(NamespaceCertificateBundle bundle) {
        return Cluster.condition(bundle.getStatus().conditions(), "Synchronized")
                .getMessage();
    }

    int updates() {
        return cloud.requests("UpdateNamespace").size();
    }

    /** The CAs that Temporal Cloud accepts. */
    String accepted() {
        return cloud.mtls(name).getAcceptedClientCa().toStringUtf8();
    }

    static String pem(HeldCertificate... cas) {
        return List.of(cas).stream().map(HeldCertificate::pem).reduce("", String::concat);
    }
}
