package dev.namespacecerts.rules.ca;

import static dev.namespacecerts.rules.ca.Judging.intermediate;
import static dev.namespacecerts.rules.ca.Judging.root;
import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.rules.BundleVerdict;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.testing.HeldCertificate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** CA-13 about rollovers, CA-11 about short keys, and the order of what is reported */
class HazardRulesTest {
    @Test
    void manyRootsWithTheSameDnAreOneWarning() {
        HeldCertificate[] roots = IntStream.rangeClosed(1, 24)
                .mapToObj(i -> root("CN=Root").build())
                .toArray(HeldCertificate[]::new);
        List<Violation> violations = Judging.of(roots).verdict().violations().stream()
                .filter(v -> v.message().contains("different keys"))
                .toList();
        assertThat(violations).hasSize(1);
        assertThat(violations.get(0).found()).isEqualTo("24 roots with this DN and different keys");
        assertThat(violations.get(0).message())
                .startsWith("\"CN=Root\" (spec.certificates[0], block 1) and spec.certificates[0], blocks 2-24 have");
    }

    @Test
    void twoRootsWithTheSameDnAndDifferentKeysAreAWarning() {
        Judging judging = Judging.of(
                root("CN=Root,O=Acme").build(), root("CN=ROOT,O=acme").build());
        assertThat(judging.errors()).isEmpty();
        assertThat(judging.warnings()).containsExactly("CA-13");
        assertThat(judging.violation(Rule.CA_13).position()).isEqualTo(2);
    }

    @Test
    void aRootReissuedWithItsKeyIsNoWarning() {
        HeldCertificate root = root("CN=Root").build();
        assertThat(Judging.of(root, root("CN=Root").keyPair(root.keyPair()).build())
                        .warnings())
                .isEmpty();
    }

    @Test
    void anRsaKeyOfFewerThan2048BitsIsAWarning() {
        Judging judging = Judging.of(root("CN=Root")
                .keyAlgorithm("RSA-1024")
                .signatureAlgorithm("SHA256withRSA")
                .build());
        assertThat(judging.errors()).isEmpty();
        assertThat(judging.warnings()).containsExactly("CA-11");
    }

    @Test
    void violationsAreOrderedBySeverityAndThenByPlace() {
        HeldCertificate missing = root("CN=Missing").build();
        HeldCertificate orphan = intermediate("CN=Orphan", missing).build();
        String root = root("CN=Root").build().pem();
        BundleVerdict verdict = Judging.of(root + root)
                .andMissing("Secret \"x\"")
                .and(orphan.pem())
                .verdict();
        assertThat(verdict.violations())
                .extracting(v -> v.rule().id(), Violation::severity, Violation::source)
                .extracting(Object::toString)
                .containsExactly(
                        "(\"CA-14\", Error, \"spec.certificates[1]\")",
                        "(\"CA-3\", Error, \"spec.certificates[2]\")",
                        "(\"CA-13\", Warning, \"spec.certificates[0]\")");
    }
}
