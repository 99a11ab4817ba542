package dev.namespacecerts.rules.ca;

import static dev.namespacecerts.rules.ca.Judging.intermediate;
import static dev.namespacecerts.rules.ca.Judging.root;
import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.testing.HeldCertificate;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

/** CA-3 */
class IssuerRuleTest {
    private final HeldCertificate root = root("CN=Root,O=Acme").build();

    @Test
    void aRootAndAnIntermediateAreValidInAnyOrder() {
        HeldCertificate issuing = intermediate("CN=Issuing", root).build();
        assertThat(Judging.of(root, issuing).errors()).isEmpty();
        assertThat(Judging.of(issuing, root).errors()).isEmpty();
    }

    @Test
    void anIntermediateWithoutItsIssuerIsAnError() {
        Judging judging = Judging.of(intermediate("CN=Issuing", root).build());
        assertThat(judging.errors()).containsExactly("CA-3");
        assertThat(judging.violation(Rule.CA_3).found())
                .isEqualTo("no certificate of \"CN=Root,O=Acme\" in the bundle");
    }

    @Test
    void certificatesBelowAMissingIssuerHaveNoPathToARoot() {
        HeldCertificate issuing = intermediate("CN=Issuing", root).build();
        HeldCertificate below = intermediate("CN=Below", issuing).build();
        assertThat(Judging.of(issuing, below).errors()).containsExactly("CA-3", "CA-4");
    }

    @Test
    void aCaWithTheSameDnAndAnotherKeyIsNotTheIssuer() {
        HeldCertificate other = root("CN=Root,O=Acme").build();
        Judging judging = Judging.of(other, intermediate("CN=Issuing", root).build());
        assertThat(judging.errors()).containsExactly("CA-3");
        assertThat(judging.violation(Rule.CA_3).message()).contains("has another key");
    }

    @Test
    void namesThatDifferOnlyInCaseDoNotChain() {
        HeldCertificate lower = root("CN=root,O=acme").keyPair(root.keyPair()).build();
        Judging judging = Judging.of(lower, intermediate("CN=Issuing", root).build());
        assertThat(judging.errors()).containsExactly("CA-3");
        assertThat(judging.violation(Rule.CA_3).message())
                .contains("names the issuer \"CN=Root,O=Acme\", but the subject of that CA, \"CN=root,O=acme\", differs"
                        + " in case. Temporal Cloud compares DNs byte by byte");
    }

    @Test
    void namesThatDifferOnlyInStringTypeDoNotChain() {
        X500Name printable = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, new DERPrintableString("Acme"))
                .addRDN(BCStyle.CN, new DERPrintableString("Root"))
                .build();
        HeldCertificate other =
                root("CN=x").subject(printable).keyPair(root.keyPair()).build();
        Judging judging = Judging.of(other, intermediate("CN=Issuing", root).build());
        assertThat(judging.violation(Rule.CA_3).found())
                .isEqualTo("issuer \"CN=Root,O=Acme\"; the subject of that CA differs in string type (CN: UTF8String in"
                        + " the issuer, PrintableString in the CA)");
    }

    @Test
    void anIssuerThatIsNotACaMayNotIssue() {
        HeldCertificate notCa = root("CN=Root,O=Acme")
                .keyPair(root.keyPair())
                .basicConstraints(true, false, OptionalInt.empty())
                .build();
        Judging judging = Judging.of(notCa, intermediate("CN=Issuing", root).build());
        assertThat(judging.errors()).containsExactly("CA-2", "CA-3");
        assertThat(judging.violation(Rule.CA_3).found()).isEqualTo("an issuer that is not a CA");
    }

    @Test
    void anIssuerWhoseKeyUsageLacksKeyCertSignMayNotIssue() {
        HeldCertificate unable = root("CN=Root,O=Acme")
                .keyPair(root.keyPair())
                .keyUsage(KeyUsage.digitalSignature)
                .build();
        Judging judging = Judging.of(unable, intermediate("CN=Issuing", root).build());
        assertThat(judging.errors()).containsExactly("CA-3", "CA-3");
    }

    @Test
    void anIssuerWithoutKeyUsageMayIssue() {
        HeldCertificate silent = root("CN=Silent").withoutKeyUsage().build();
        assertThat(Judging.of(silent, intermediate("CN=Issuing", silent).build())
                        .errors())
                .isEmpty();
    }

    @Test
    void aKeyIdentifierThatDoesNotMatchIsIgnored() {
        HeldCertificate issuing = intermediate("CN=Issuing", root)
                .authorityKeyIdentifier(new byte[] {1, 2, 3})
                .build();
        assertThat(Judging.of(root, issuing).errors()).isEmpty();
    }

    @Test
    void theRightOneOfTwoRootsWithTheSameDnIsFound() {
        HeldCertificate newer = root("CN=Root,O=Acme").build();
        HeldCertificate issuing = intermediate("CN=Issuing", root).build();
        assertThat(Judging.of(newer, root, issuing).errors()).isEmpty();
    }

    @Test
    void aSelfIssuedCertificateNotSignedWithItsOwnKeyIsAnError() {
        HeldCertificate broken = root("CN=Root,O=Acme").issuedBy(root).build();
        Judging judging = Judging.of(broken);
        assertThat(judging.errors()).containsExactly("CA-3");
        assertThat(judging.violation(Rule.CA_3).message()).contains("its own key");
    }

    @Test
    void severalRootsWithTheSameDnAndManyIntermediatesAreValidIfKeyIdentifiersMatch() {
        HeldCertificate[] bundle = new HeldCertificate[25];
        for (int i = 0; i < 5; i++) {
            bundle[i] = root("CN=Same").build();
        }
        for (int i = 5; i < 25; i++) {
            bundle[i] = intermediate("CN=Issuing " + i, bundle[i % 5]).build();
        }
        assertThat(Judging.of(bundle).errors()).isEmpty();
    }

    @Test
    void tooManyCandidateIssuersAreOneErrorAndNeverAValidBundle() {
        HeldCertificate elsewhere = root("CN=Same").build();
        HeldCertificate[] same = IntStream.range(0, 25)
                .mapToObj(i -> root("CN=Same")
                        .issuedBy(elsewhere)
                        .subjectKeyIdentifier(new byte[] {1})
                        .authorityKeyIdentifier(new byte[] {1})
                        .build())
                .toArray(HeldCertificate[]::new);
        Judging judging = Judging.of(same);
        assertThat(judging.verdict().valid()).isFalse();
        assertThat(judging.verdict().violations())
                .filteredOn(Violation::isError)
                .extracting(Violation::found)
                .containsExactly("more than 100 signature checks");
    }
}
