package dev.namespacecerts.x509;

import static dev.namespacecerts.x509.Encoding.element;
import static dev.namespacecerts.x509.Encoding.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.Bytes;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The policies of a path are validated as Go's policiesValid validates them")
class PathPoliciesTest {
    private static final String ANY = "551d2000";
    private static final HeldCertificate ROOT =
            CertificateBuilder.root("CN=Root").build();

    // Columns: the policies of the issuing CA, what it maps, its policy constraints (require explicit policy, inhibit
    // mapping), whether it inhibits any-policy, the policies of the leaf.
    @ParameterizedTest(name = "{6}")
    @CsvSource({
        ", , , , , true, no certificate has policies",
        "2a01, , , , , true, the leaf has no policy and needs none",
        "2a01, , 800100, , 2a01, true, an explicit policy is required and there",
        "2a01, , 800100, , , false, an explicit policy is required and the leaf has none",
        ", , 800100, , 2a01, false, an explicit policy is required and the CA has none",
        "2a01, , 800100, , 2a02, false, an explicit policy is required and the two differ",
        ANY + ", , 800100, , 2a02, true, the CA allows any policy",
        "2a01, , 800100, , " + ANY + ", true, the leaf has any policy",
        "2a01, , 800100, 020100, " + ANY + ", false, the leaf has any policy and the CA inhibits it",
        "2a01, 2a01>2a02, 800100, , 2a02, true, the policy is mapped",
        "2a01, 2a01>2a02, 800100, , 2a01, false, the policy is mapped away",
        "2a01, 2a01>551d2000, , , 2a01, false, a policy is mapped to any policy",
        "2a01, 551d2000>2a01, , , 2a01, false, any policy is mapped",
        ANY + ", 2a03>2a02, 800100, , 2a02, true, a policy covered by any-policy is mapped",
        "2a01, , 8001ff, , , true, a negative number counts as none",
        "2a01, , 800105, , , true, the path is shorter than the number",
    })
    void validate(
            String policies,
            String mapping,
            String constraints,
            String inhibit,
            String leaf,
            boolean valid,
            String what) {
        CertificateBuilder issuing =
                CertificateBuilder.intermediate("CN=Issuing").issuedBy(ROOT);
        addPolicies(issuing, policies);
        if (mapping != null) {
            String[] sides = mapping.split(">");
            issuing.extension("2.5.29.33", false, sequence(sequence(oid(sides[0]), oid(sides[1]))));
        }
        if (constraints != null) {
            issuing.extension("2.5.29.36", true, sequence(Bytes.hex(constraints)));
        }
        if (inhibit != null) {
            issuing.extension("2.5.29.54", true, Bytes.hex(inhibit));
        }
        HeldCertificate issuer = issuing.build();
        CertificateBuilder worker = CertificateBuilder.leaf("CN=worker").issuedBy(issuer);
        addPolicies(worker, leaf);
        assertThat(PathPolicies.valid(List.of(worker.build().parsed(), issuer.parsed(), ROOT.parsed())))
                .isEqualTo(valid);
    }

    @Test
    void doNotCountForARootAlone() {
        HeldCertificate root = CertificateBuilder.root("CN=Root")
                .extension("2.5.29.36", true, Bytes.hex("3003800100"))
                .build();
        assertThat(PathPolicies.valid(List.of(root.parsed()))).isTrue();
        HeldCertificate leaf = CertificateBuilder.leaf("CN=leaf").issuedBy(root).build();
        assertThat(PathPolicies.valid(List.of(leaf.parsed(), root.parsed()))).isTrue();
    }

    @Test
    void countForTheLeafItself() {
        HeldCertificate leaf = CertificateBuilder.leaf("CN=leaf")
                .issuedBy(ROOT)
                .extension("2.5.29.36", true, Bytes.hex("3003800100"))
                .build();
        assertThat(PathPolicies.valid(List.of(leaf.parsed(), ROOT.parsed()))).isFalse();
    }

    private static void addPolicies(CertificateBuilder builder, String policies) {
        if (policies != null) {
            builder.extension("2.5.29.32", false, sequence(sequence(oid(policies))));
        }
    }

    private static byte[] oid(String hex) {
        return element(DerTag.OBJECT_IDENTIFIER, Bytes.hex(hex));
    }
}
