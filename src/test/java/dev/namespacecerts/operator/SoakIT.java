package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.Cluster.inline;
import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.FilterPolicy;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.x509.Certificate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Memory grows only with the number of existing objects. */
class SoakIT {
    /** 3 in the build, 200 under -Psoak. */
    private static final int ROUNDS = Integer.getInteger("namespacecerts.rounds", 3);

    private static final int BUNDLES = 30;

    @Test
    void deletedObjectsLeaveNoState() {
        String pem = CertificateBuilder.root("CN=Acme Root").build().pem();
        long cached = instances(Certificate.class, OperatorProcess.shared().liveObjects());
        for (int round = 0; round < ROUNDS; round++) {
            try (Cluster cluster = new Cluster()) {
                for (int i = 0; i < BUNDLES; i++) {
                    cluster.create(
                            "bundle-" + i, "soak-" + round + "-" + i + ".a2dd6", FilterPolicy.Optional, inline(pem));
                    cluster.filter("filter-" + i, "bundle-" + i, "worker");
                }
                cluster.eventuallyReady("bundle-" + (BUNDLES - 1), "True", "Ready");
                cluster.bundle("bundle-0").delete();
            }
        }
        try (Cluster cluster = new Cluster()) {
            cluster.create("last", inline(pem));
            cluster.eventuallyReady("last", "True", "Ready");
        }
        String histogram = OperatorProcess.shared().liveObjects();
        assertThat(histogram).contains("java.lang.String");
        assertThat(instances(NamespaceCertificateBundle.class, histogram)).isLessThan(BUNDLES);
        assertThat(instances(Certificate.class, histogram))
                .as("the root, which all bundles have, beside those that were cached before")
                .isLessThanOrEqualTo(cached + 1);
    }

    private static long instances(Class<?> type, String histogram) {
        Matcher matcher = Pattern.compile("(\\d+)\\s+\\d+\\s+" + Pattern.quote(type.getName()) + "\\s")
                .matcher(histogram);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }
}
