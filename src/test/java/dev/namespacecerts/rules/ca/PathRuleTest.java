package dev.namespacecerts.rules.ca;

import static dev.namespacecerts.rules.ca.Judging.intermediate;
import static dev.namespacecerts.rules.ca.Judging.root;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.testing.HeldCertificate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.Test;

/** CA-4 and CA-12 */
class PathRuleTest {
    private static final GeneralSubtree[] NONE = null;

    @Test
    void aPathWithinThePathLengthIsValid() {
        HeldCertificate root =
                root("CN=Root").basicConstraints(true, true, OptionalInt.of(1)).build();
        HeldCertificate middle = intermediate("CN=Middle", root).build();
        assertThat(Judging.of(root, middle, intermediate("CN=Low", middle).build())
                        .errors())
                .isEmpty();
    }

    @Test
    void aPathLengthThatIsExceededIsAnError() {
        HeldCertificate root =
                root("CN=Root").basicConstraints(true, true, OptionalInt.of(0)).build();
        HeldCertificate middle = intermediate("CN=Middle", root).build();
        Judging judging =
                Judging.of(root, middle, intermediate("CN=Low", middle).build());
        assertThat(judging.errors()).containsExactly("CA-4");
        assertThat(judging.violation(Rule.CA_4).subject()).isEqualTo("CN=Low");
        assertThat(judging.violation(Rule.CA_4).found()).contains("\"CN=Root\" has a path length of 0");
        assertThat(judging.violation(Rule.CA_4).remedy())
                .as("with room for the leaves of the lowest")
                .contains("a path length of at least 2");
    }

    @Test
    void nameConstraintsApplyToTheAlternativeNamesBelow() {
        GeneralSubtree[] acme = {new GeneralSubtree(new GeneralName(GeneralName.dNSName, "acme.example"))};
        HeldCertificate root = root("CN=Root").nameConstraints(acme, NONE).build();
        HeldCertificate inside = intermediate("CN=Inside", root)
                .subjectAlternativeName(new GeneralName(GeneralName.dNSName, "ca.acme.example"))
                .build();
        HeldCertificate outside = intermediate("CN=Outside", root)
                .subjectAlternativeName(new GeneralName(GeneralName.dNSName, "ca.other.example"))
                .build();
        assertThat(Judging.of(root, inside).errors()).isEmpty();
        assertThat(Judging.of(root, outside).errors()).containsExactly("CA-4");
        assertThat(Judging.of(root, outside).violation(Rule.CA_4)).satisfies(error -> {
            assertThat(error.found()).endsWith("is not permitted (permitted: \"acme.example\")");
            assertThat(error.remedy())
                    .isEqualTo("Reissue \"CN=Outside\" with permitted names, or reissue \"CN=Root\" with other"
                            + " constraints.");
        });
    }

    @Test
    void anExtendedKeyUsageMustAllowClientAuthenticationOrAny() {
        assertThat(Judging.of(root("CN=A")
                                .extendedKeyUsage(KeyPurposeId.id_kp_clientAuth)
                                .build())
                        .errors())
                .isEmpty();
        assertThat(Judging.of(root("CN=A")
                                .extendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage)
                                .build())
                        .errors())
                .isEmpty();
        assertThat(Judging.of(root("CN=A")
                                .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
                                .build())
                        .errors())
                .containsExactly("CA-4");
    }

    @Test
    void theExtendedKeyUsageOfEveryCaOnThePathCounts() {
        HeldCertificate root =
                root("CN=Root").extendedKeyUsage(KeyPurposeId.id_kp_serverAuth).build();
        assertThat(Judging.of(root, intermediate("CN=Issuing", root).build()).errors())
                .containsExactly("CA-4", "CA-4");
    }

    @Test
    void theUnsupportedFormInCriticalNameConstraintsIsNamed() throws Exception {
        GeneralSubtree directory = new GeneralSubtree(new GeneralName(new X500Name("O=Acme")));
        byte[] value = new NameConstraints(new GeneralSubtree[] {directory}, null).getEncoded();
        assertThat(Judging.of(root("CN=Root")
                                .extension("2.5.29.30", true, value)
                                .build())
                        .violation(Rule.CA_4)
                        .found())
                .isEqualTo(
                        "\"CN=Root\" has critical name constraints of the form directoryName, which Temporal Cloud does"
                                + " not support (supported are DNS names, e-mail addresses, URIs and IP addresses)");
        assertThat(Judging.of(root("CN=Root")
                                .extension("2.5.29.30", false, value)
                                .build())
                        .errors())
                .isEmpty();
    }

    @Test
    void anUnknownCriticalExtensionIsAnErrorAndAnUncriticalOneIsNot() {
        byte[] content = {5, 0};
        assertThat(Judging.of(root("CN=A").extension("1.2.3.4", true, content).build())
                        .errors())
                .containsExactly("CA-4");
        assertThat(Judging.of(root("CN=A").extension("1.2.3.4", false, content).build())
                        .errors())
                .isEmpty();
    }

    @Test
    void allObstaclesAreReportedTogether() {
        HeldCertificate root = root("CN=R")
                .extension("1.2.3.4", true, new byte[] {5, 0})
                .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
                .build();
        Judging judging = Judging.of(root, intermediate("CN=r", root).build());
        assertThat(judging.errors()).containsExactly("CA-4", "CA-4", "CA-12");
        assertThat(judging.violation(Rule.CA_4).found()).contains("critical extension", "extended key usage");
    }

    @Test
    void anIssuerMissingFurtherUpIsNamed() {
        HeldCertificate middle =
                intermediate("CN=Middle", root("CN=Absent").build()).build();
        Judging judging = Judging.of(middle, intermediate("CN=Low", middle).build());
        assertThat(judging.errors()).containsExactly("CA-3", "CA-4");
        assertThat(judging.violation(Rule.CA_4).found()).contains("\"CN=Absent\"", "is missing");
        assertThat(judging.violation(Rule.CA_4).remedy())
                .isEqualTo("Add the certificate of \"CN=Absent\" to the bundle.");
    }

    @Test
    void oneValidPathIsEnough() {
        HeldCertificate narrow = root("CN=Narrow")
                .basicConstraints(true, true, OptionalInt.of(0))
                .build();
        HeldCertificate wide = root("CN=Wide").build();
        HeldCertificate crossed = intermediate("CN=Middle", wide).build();
        HeldCertificate direct =
                intermediate("CN=Middle", narrow).keyPair(crossed.keyPair()).build();
        HeldCertificate low = intermediate("CN=Low", direct).build();
        assertThat(Judging.of(narrow, wide, direct, crossed, low).errors()).isEmpty();
        assertThat(Judging.of(narrow, direct, low).errors()).containsExactly("CA-4");
    }

    @Test
    void twoCasThatIssuedEachOtherWithoutARootAreAnError() {
        HeldCertificate a = root("CN=A").build();
        HeldCertificate b = root("CN=B").build();
        HeldCertificate aByB = intermediate("CN=A", b).keyPair(a.keyPair()).build();
        HeldCertificate bByA = intermediate("CN=B", a).keyPair(b.keyPair()).build();
        Judging judging = Judging.of(aByB, bByA);
        assertThat(judging.errors()).containsExactly("CA-4", "CA-4");
        assertThat(judging.violation(Rule.CA_4).message()).contains("unable to construct full certificate chain");
        assertThat(judging.verdict().violations())
                .extracting(Violation::found)
                .containsOnly("\"CN=A\" and \"CN=B\" issued each other, and none of them is a root");
    }

    @Test
    void aDnRepeatedOnAPathIsAnErrorRegardlessOfCase() {
        HeldCertificate root = root("CN=Acme,O=Acme").build();
        HeldCertificate same = intermediate("CN=ACME,O=acme", root).build();
        Judging judging = Judging.of(root, same);
        assertThat(judging.errors()).containsExactly("CA-12");
        assertThat(judging.violation(Rule.CA_12).subject()).isEqualTo("CN=ACME,O=acme");
        assertThat(judging.violation(Rule.CA_12).message())
                .isEqualTo("\"CN=ACME,O=acme\" (spec.certificates[0], block 2) has the same subject DN as"
                        + " \"CN=Acme,O=Acme\" above it: case, string type and repeated white space are ignored.");
    }

    @Test
    void ofTwoCertificatesOfOneNameTheLowerOneIsToBeReissued() {
        HeldCertificate root = root("CN=Acme").build();
        HeldCertificate same = intermediate("CN=Acme", root).build();
        Judging judging = Judging.of(root, same, intermediate("CN=Low", same).build());
        assertThat(judging.verdict().violations())
                .filteredOn(violation -> violation.rule() == Rule.CA_12)
                .extracting(Violation::message, Violation::remedy)
                .containsExactly(
                        tuple(
                                "\"CN=Acme\" (spec.certificates[0], block 2) has the same subject DN as a CA above it.",
                                "Reissue it with a unique subject DN."),
                        tuple(
                                "In the chain from \"CN=Low\" (spec.certificates[0], block 3) to its root, \"CN=Acme\" has"
                                        + " the same subject DN as a CA above it.",
                                "Reissue the lower one with a unique subject DN."));
    }

    @Test
    void aDnRepeatedInTheBundleButNotOnAPathIsValid() {
        HeldCertificate one = root("CN=One").build();
        HeldCertificate two = root("CN=Two").build();
        assertThat(Judging.of(
                                one,
                                two,
                                intermediate("CN=Issuing", one).build(),
                                intermediate("CN=Issuing", two).build())
                        .errors())
                .isEmpty();
    }

    @Test
    void moreNamesThanTheLimitOfComparisonsAreAnErrorAndNeverValid() {
        GeneralSubtree[] elsewhere = {new GeneralSubtree(new GeneralName(GeneralName.dNSName, "elsewhere.example"))};
        GeneralName[] names = new GeneralName[8_000];
        for (int i = 0; i < names.length; i++) {
            names[i] = new GeneralName(GeneralName.dNSName, "a" + i + ".b");
        }
        List<HeldCertificate> chain = new ArrayList<>();
        chain.add(root("CN=Root").nameConstraints(NONE, elsewhere).build());
        for (int i = 1; i < 10; i++) {
            chain.add(intermediate("CN=Issuing " + i, chain.get(i - 1))
                    .nameConstraints(NONE, elsewhere)
                    .subjectAlternativeName(names)
                    .build());
        }
        Judging few = Judging.of(chain.subList(0, 4).toArray(HeldCertificate[]::new));
        assertThat(few.errors()).containsExactly("CA-9"); // for its size alone
        Judging many = Judging.of(chain.get(0).pem());
        for (HeldCertificate issuing : chain.subList(1, 10)) {
            many = many.and(issuing.pem());
        }
        assertThat(many.errors()).contains("CA-4");
        assertThat(many.violation(Rule.CA_4).found()).contains("more names and policies");
    }

    @Test
    void morePathsThanTheLimitAreAnErrorAndNeverValid() {
        List<HeldCertificate> ladder = new ArrayList<>();
        HeldCertificate above = root("CN=Root").build();
        ladder.add(above);
        for (int layer = 0; layer < 6; layer++) {
            HeldCertificate first = intermediate("CN=Layer " + layer, above).build();
            ladder.add(first);
            for (int twin = 1; twin < 3; twin++) {
                ladder.add(intermediate("CN=Layer " + layer, above)
                        .keyPair(first.keyPair())
                        .build());
            }
            above = first;
        }
        Judging judging = Judging.of(ladder.toArray(HeldCertificate[]::new));
        assertThat(judging.errors()).contains("CA-3");
        assertThat(judging.verdict().violations())
                .anySatisfy(v -> assertThat(v.found()).isEqualTo("more than 100 signature checks"));
    }
}
