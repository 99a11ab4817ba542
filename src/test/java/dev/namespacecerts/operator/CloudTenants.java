package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.CloudBundle.connection;
import static dev.namespacecerts.operator.CloudBundle.sync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.CloudSpec;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cloudservice.Request;
import dev.namespacecerts.cloudservice.TemporalCloud;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.Condition;
import io.temporal.api.cloud.namespace.v1.CertificateFilterSpec;
import io.temporal.api.cloud.namespace.v1.MtlsAuthSpec;
import java.util.List;

/** Two users of one operator and one account of Temporal Cloud. Each has an API key for its own Temporal Cloud Namespaces. */
final class CloudTenants implements AutoCloseable {
    static final String VICTIMS_KEY = "tcld_key_of_" + "the_victim_0123456789";
    static final String ATTACKERS_KEY = "tcld_key_of_" + "the_attacker_0123456789";
    static final HeldCertificate CA =
            CertificateBuilder.root("CN=Acme Root,O=Acme").build();
    static final HeldCertificate NEXT =
            CertificateBuilder.root("CN=Next Root,O=Acme").build();
    static final HeldCertificate FOREIGN =
            CertificateBuilder.root("CN=Foreign Root,O=Other").build();

    final Cluster victim = new Cluster();
    final Cluster attacker = new Cluster();
    final TemporalCloud cloud = new TemporalCloud();
    final String victims = "accounting-" + victim.namespace() + ".a2dd6";
    private final MtlsAuthSpec seeded;

    CloudTenants() {
        cloud.addKeyFor(VICTIMS_KEY, "victim", victims);
        cloud.addKey(ATTACKERS_KEY, "attacker"); // the operator must not even ask for what is the victim's
        cloud.seed(
                victims,
                CA.pem(),
                CertificateFilterSpec.newBuilder().setCommonName("worker").build());
        seeded = cloud.mtls(victims);
        victim.client()
                .resource(connection(victim, "victims", cloud.address(), TemporalCloud.ca(), VICTIMS_KEY, "a2dd6"))
                .create();
        attacker.client()
                .resource(connection(attacker, cloud, ATTACKERS_KEY, "a2dd6"))
                .create();
        victim.filter("worker", "accounting", "worker");
        victim.create(
                "accounting",
                new SpecBuilder()
                        .temporalNamespace(victims)
                        .inline(CA.pem())
                        .cloud(CloudBundle.spec("victims", sync())));
        CloudBundle.eventually(victim, "accounting", "True", "Synchronized");
    }

    /** A name of a Temporal Cloud Namespace of the attacker. */
    String own(String name) {
        return name + "-" + attacker.namespace() + ".a2dd6";
    }

    /** A Temporal Cloud Namespace of the attacker with CAs. */
    String seed(String name, HeldCertificate... cas) {
        cloud.seed(own(name), pem(cas));
        return own(name);
    }

    /** Creates a bundle of the attacker. */
    NamespaceCertificateBundle create(String name, String temporalNamespace, CloudSpec spec, HeldCertificate... cas) {
        return attacker.create(name, bundle(temporalNamespace, spec, cas));
    }

    static SpecBuilder bundle(String temporalNamespace, CloudSpec spec, HeldCertificate... cas) {
        return new SpecBuilder()
                .temporalNamespace(temporalNamespace)
                .inline(pem(cas))
                .cloud(spec);
    }

    static String pem(HeldCertificate... cas) {
        return List.of(cas).stream().map(HeldCertificate::pem).reduce("", String::concat);
    }

    /** Waits for a reason of the attacker's bundle, and returns the message. */
    String eventually(String name, String reason) {
        NamespaceCertificateBundle bundle = CloudBundle.eventually(attacker, name, "False", reason);
        return Cluster.condition(bundle.getStatus().conditions(), "Synchronized")
                .getMessage();
    }

    String accepted(String temporalNamespace) {
        return cloud.mtls(temporalNamespace).getAcceptedClientCa().toStringUtf8();
    }

    /** What holds after each attack. */
    void assertVictimUntouched() {
        assertThat(cloud.mtls(victims)).isEqualTo(seeded);
        assertThat(cloud.requests())
                .filteredOn(request -> request.namespace().equals(victims))
                .extracting(Request::key)
                .containsOnly("victim");
        assertThat(cloud.requests()).extracting(Request::key).doesNotContain("none", "unknown");
        Condition condition =
                Cluster.condition(victim.bundle("accounting").get().getStatus().conditions(), "Synchronized");
        assertThat(condition.getStatus()).isEqualTo("True");
    }

    @Override
    public void close() {
        attacker.close();
        victim.close();
        cloud.close();
        cloud.assertForeignUntouched();
    }
}
