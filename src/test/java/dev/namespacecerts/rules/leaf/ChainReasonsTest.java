package dev.namespacecerts.rules.leaf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.x509.KeyMatch;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

/** EE-5 and EE-7: messages about chains that broke in practice, and about unusual chains that are valid. */
class ChainReasonsTest {
    private static final Instant NOW = Instant.parse("2030-06-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final LeafFilters OPEN = new LeafFilters(List.of(), 0, false);

    private final HeldCertificate root = root("CN=Acme Root,O=Acme").build();

    @Test
    void aCaUnderTwoRootsNeedsBothOfItsCertificates() {
        HeldCertificate other = root("CN=Acme Root X2,O=Acme").build();
        HeldCertificate otherByRoot = intermediate("CN=Acme Root X2,O=Acme", root)
                .keyPair(other.keyPair())
                .build();
        HeldCertificate webByRoot = intermediate("CN=Acme Web CA,O=Acme", root).build();
        HeldCertificate webByOther = intermediate("CN=Acme Web CA,O=Acme", other)
                .keyPair(webByRoot.keyPair())
                .build();
        LeafVerdict verdict = judge(
                List.of(root, other, otherByRoot, webByRoot, webByOther),
                leaf(webByRoot).build(),
                webByOther);
        assertThat(verdict.accepted()).isTrue();
        assertThat(verdict.violations()).isEmpty();
    }

    @Test
    void aPresentedRenewedIntermediateIsNeededOnceTheOldOneExpires() {
        HeldCertificate old = intermediate("CN=Issuing", root).notAfter(in(60)).build();
        HeldCertificate renewed =
                intermediate("CN=Issuing", root).keyPair(old.keyPair()).build();
        CertificateBuilder leaf = leaf(old).notAfter(in(90));
        assertThat(judge(List.of(root, old), leaf.build(), renewed).violations())
                .as("renewed")
                .isEmpty();
        LeafVerdict alone = judge(List.of(root, old), leaf.build());
        assertThat(alone.accepted()).isTrue();
        assertThat(alone.violations()).as("not renewed").singleElement().satisfies(warning -> {
            assertThat(warning.rule()).isEqualTo(Rule.EE_5);
            assertThat(warning.message()).contains("\"CN=Issuing\" expires at " + in(60));
        });
    }

    @Test
    void aLeafDoesNotExpireAfterARootRenewedWithItsKey() {
        HeldCertificate old = root("O=cluster.local").notAfter(in(15)).build();
        HeldCertificate renewed = root("O=cluster.local").keyPair(old.keyPair()).build();
        HeldCertificate later = root("O=cluster.local")
                .keyPair(old.keyPair())
                .notBefore(in(15).plusSeconds(1))
                .notAfter(in(400))
                .build();
        HeldCertificate tooLate = root("O=cluster.local")
                .keyPair(old.keyPair())
                .notBefore(in(15).plusSeconds(2))
                .notAfter(in(400))
                .build();
        HeldCertificate leaf = leaf(old).notAfter(in(360)).build();
        assertThat(judge(List.of(old, renewed), leaf).violations()).isEmpty();
        assertThat(judge(List.of(old, later), leaf).violations()).as("in time").isEmpty();
        for (List<HeldCertificate> bundle : List.of(List.of(old), List.of(old, tooLate))) {
            assertThat(judge(bundle, leaf).violations())
                    .extracting(Violation::rule, Violation::allowed)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(
                            Rule.EE_5, "at most until " + in(15) + ", when its CA expires"));
        }
    }

    @Test
    void theIssuerOfTheLeafIsNeverSuperfluousEvenIfExpired() {
        HeldCertificate expired =
                intermediate("CN=Issuing", root).notAfter(NOW.minusSeconds(1)).build();
        HeldCertificate renewed =
                intermediate("CN=Issuing", root).keyPair(expired.keyPair()).build();
        assertThat(judge(List.of(root, renewed), leaf(renewed).build(), expired).violations())
                .isEmpty();
    }

    @Test
    void javaClientsNeedTheChainThatExpiresLast() {
        HeldCertificate old = intermediate("CN=Issuing", root).notAfter(in(60)).build();
        HeldCertificate renewed =
                intermediate("CN=Issuing", root).keyPair(old.keyPair()).build();
        LeafVerdict verdict = judge(List.of(root), leaf(old).notAfter(in(90)).build(), old, renewed);
        assertThat(verdict.accepted()).isTrue();
        assertThat(verdict.violations()).singleElement().satisfies(warning -> {
            assertThat(warning.rule()).isEqualTo(Rule.EE_7);
            assertThat(warning.remedy()).endsWith("in this order of blocks: 1, 3.");
        });
        HeldCertificate later = intermediate("CN=Issuing", root)
                .keyPair(old.keyPair())
                .notBefore(in(50))
                .build();
        assertThat(judge(List.of(root), leaf(old).notAfter(in(90)).build(), old, later)
                        .violations())
                .as("needed later")
                .isEmpty();
    }

    @Test
    void aChainFromTheRootDownIsOutOfOrder() {
        HeldCertificate middle =
                intermediate("CN=Acme Intermediate CA,O=Acme", root).build();
        HeldCertificate issuing =
                intermediate("CN=Acme Issuing CA,O=Acme", middle).build();
        HeldCertificate leaf = leaf(issuing).build();
        String chain = pem(root, middle, issuing, leaf);
        for (String key : List.of(leaf.privateKeyPem(), "")) {
            ClientSecret secret = ClientSecret.read("worker", bytes(chain), bytes(key));
            LeafVerdict verdict = new LeafJudge(List.of(root.parsed()), OPEN, NOW).judge(secret);
            assertThat(secret.hasItsKey()).isFalse();
            assertThat(verdict.accepted()).isFalse();
            assertThat(verdict.notAfter()).contains(leaf.parsed().notAfter());
            assertThat(errors(verdict))
                    .containsExactlyElementsOf(key.isEmpty() ? List.of("EE-7", "EE-10") : List.of("EE-7"));
            assertThat(verdict.violations().get(0)).satisfies(error -> {
                assertThat(error.found()).isEqualTo("the leaf as block 4");
                assertThat(error.position()).isEqualTo(4);
                assertThat(error.remedy()).isEqualTo("Reorder the blocks of tls.crt: 4, 3, 2, 1.");
            });
        }
        assertThat(judge(List.of(root), leaf, issuing, middle, root).violations())
                .as("reordered")
                .isEmpty();
    }

    @Test
    void theKeyDeterminesTheLeaf() {
        HeldCertificate other = leaf(root).subject("CN=other").build();
        HeldCertificate leaf = leaf(root).build();
        ClientSecret secret = ClientSecret.read("worker", bytes(pem(other, leaf)), bytes(leaf.privateKeyPem()));
        assertThat(new LeafJudge(List.of(root.parsed()), OPEN, NOW)
                        .judge(secret)
                        .violations())
                .filteredOn(Violation::isError)
                .extracting(Violation::found)
                .containsExactly("the leaf as block 2");
        ClientSecret ofCa = ClientSecret.read("worker", bytes(pem(leaf, root)), bytes(root.privateKeyPem()));
        assertThat(errors(new LeafJudge(List.of(root.parsed()), OPEN, NOW).judge(ofCa)))
                .as("the key of a CA")
                .containsExactly("EE-10");
    }

    @Test
    void aRecreatedRootHasAnotherKey() {
        HeldCertificate madeAgain = root("CN=Acme Root,O=Acme").build();
        HeldCertificate middle = intermediate("CN=Middle", root).build();
        HeldCertificate issuing = intermediate("CN=Issuing", middle).build();
        HeldCertificate leaf = leaf(issuing).build();
        assertThat(reason(List.of(madeAgain), leaf, issuing, middle))
                .isEqualTo("the signature of \"CN=Middle\" does not verify with the key of"
                        + " \"CN=Acme Root,O=Acme\": a CA with that DN and another key issued it");
        assertThat(reason(List.of(madeAgain), leaf, issuing, middle, root))
                .as("with the old root")
                .contains("two CAs have the subject DN \"CN=Acme Root,O=Acme\" and different keys");
        assertThat(reason(List.of(madeAgain), leaf(root).build()))
                .as("at once")
                .contains("does not verify with the key of \"CN=Acme Root,O=Acme\"");
    }

    @Test
    void namesThatDifferOnlyInStringTypeDoNotChainOneLevelUp() {
        X500Name printable = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, new DERPrintableString("Acme"))
                .addRDN(BCStyle.CN, new DERPrintableString("Acme Root"))
                .build();
        HeldCertificate other =
                root("CN=x").subject(printable).keyPair(root.keyPair()).build();
        HeldCertificate issuing = intermediate("CN=Issuing", root).build();
        assertThat(reason(List.of(other), leaf(issuing).build(), issuing))
                .isEqualTo(
                        "\"CN=Issuing\" names the issuer \"CN=Acme Root,O=Acme\", but the subject of that CA differs in string"
                                + " type (CN: UTF8String in the issuer, PrintableString in the CA); Temporal Cloud compares DNs byte"
                                + " by byte");
    }

    @Test
    void anIssuerThatMayNotSignIsNamedOneLevelUp() {
        KeyPair key = root.keyPair();
        HeldCertificate unable = root("CN=Acme Root,O=Acme")
                .keyPair(key)
                .keyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment)
                .build();
        HeldCertificate noCa = root("CN=Acme Root,O=Acme")
                .keyPair(key)
                .basicConstraints(true, false, OptionalInt.empty())
                .build();
        HeldCertificate issuing = intermediate("CN=Issuing", root).build();
        HeldCertificate leaf = leaf(issuing).build();
        assertThat(reason(List.of(unable), leaf, issuing)).contains("its key usage lacks keyCertSign");
        assertThat(reason(List.of(noCa), leaf, issuing)).contains("it is not a CA");
        assertThat(reason(List.of(unable), leaf(root).build()))
                .as("at once")
                .contains("\"CN=Acme Root,O=Acme\", which issued \"CN=worker,O=Acme\", may not issue certificates");
    }

    @Test
    void aCircleIsReportedOnlyIfThereIsNoOtherCause() {
        HeldCertificate a = root("CN=A").build();
        HeldCertificate b = root("CN=B").build();
        HeldCertificate aByB = intermediate("CN=A", b).keyPair(a.keyPair()).build();
        HeldCertificate bByA = intermediate("CN=B", a).keyPair(b.keyPair()).build();
        HeldCertificate aByRoot =
                intermediate("CN=A", root).keyPair(a.keyPair()).build();
        HeldCertificate leaf = leaf(a).build();
        assertThat(reason(List.of(), leaf, aByB, bByA))
                .contains("\"CN=A\" and \"CN=B\" issued each other, and none of them is a root");
        assertThat(reason(List.of(), leaf, aByB, bByA, aByRoot))
                .contains("\"CN=Acme Root,O=Acme\", which issued \"CN=A\", is missing");
        assertThat(reason(List.of(root("CN=A").build()), leaf, aByB, bByA))
                .as("a root made again")
                .contains("and another key");
    }

    @Test
    void aCircleIsOneCauseRegardlessOfTheIssuer() {
        HeldCertificate a = root("CN=A").build();
        HeldCertificate b = root("CN=B").build();
        HeldCertificate c = root("CN=C").build();
        HeldCertificate aByB = intermediate("CN=A", b).keyPair(a.keyPair()).build();
        HeldCertificate bByC = intermediate("CN=B", c).keyPair(b.keyPair()).build();
        HeldCertificate cByA = intermediate("CN=C", a).keyPair(c.keyPair()).build();
        for (HeldCertificate issuer : List.of(a, b, c)) {
            assertThat(reason(List.of(), leaf(issuer).build(), aByB, bByC, cByA))
                    .isEqualTo("\"CN=A\", \"CN=B\" and 1 more issued each other, and none of them is a root");
        }
    }

    @Test
    void theRemedyForAMissingIssuerDependsOnTheCertificateBelow() {
        HeldCertificate issuing = intermediate("CN=Issuing", root).build();
        HeldCertificate leaf = leaf(issuing).build();
        String absent = "If \"CN=Issuing\" is an intermediate of a CA of the bundle, add its certificate to tls.crt."
                + " Otherwise reissue \"CN=worker,O=Acme\" from a CA of the bundle. Add \"CN=Issuing\" to the bundle only"
                + " if all its clients are to be accepted.";
        assertThat(remedy(List.of(root), leaf)).isEqualTo(absent);
        assertThat(remedy(List.of(issuing), leaf))
                .as("a CA of the bundle has no issuer")
                .isEqualTo("Add the certificate of \"CN=Acme Root,O=Acme\" to the bundle.");
    }

    @Test
    void aCaThatIsNotValidNowIsReplacedInItsSource() {
        HeldCertificate expired =
                intermediate("CN=Issuing", root).notAfter(NOW.minusSeconds(1)).build();
        HeldCertificate early =
                intermediate("CN=Issuing", root).notBefore(in(1)).build();
        assertThat(reason(List.of(root), leaf(expired).build(), expired))
                .isEqualTo("\"CN=Issuing\" expired at " + NOW.minusSeconds(1));
        assertThat(remedy(List.of(root), leaf(expired).build(), expired)).endsWith("and replace it in tls.crt.");
        assertThat(remedy(List.of(root, expired), leaf(expired).build())).endsWith("and replace it in the bundle.");
        assertThat(reason(List.of(root), leaf(early).build(), early))
                .isEqualTo("\"CN=Issuing\" is not yet valid (notBefore " + in(1) + ")");
        assertThat(remedy(List.of(root), leaf(early).build(), early)).startsWith("Wait until then. Or reissue");
    }

    @Test
    void aSelfSignedLeafIsReportedWhetherOrNotTheBundleContainsIt() {
        HeldCertificate alone = root("CN=worker,O=Acme")
                .basicConstraints(true, false, OptionalInt.empty())
                .keyUsage(KeyUsage.digitalSignature)
                .build();
        for (List<HeldCertificate> bundle : List.of(List.of(alone), List.of(root))) {
            assertThat(reason(bundle, alone))
                    .isEqualTo("\"CN=worker,O=Acme\" is self-issued: no CA of the bundle issued it");
        }
    }

    @Test
    void aRootPresentedAsALeafWithOtherBlocksIsEvaluated() {
        HeldCertificate other = intermediate("CN=Issuing", root).build();
        LeafVerdict verdict = judge(List.of(root), root, other, root, other);
        assertThat(errors(verdict)).containsExactly("EE-2");
    }

    /** Many CAs with the same DN that may not sign must not cause one signature check each for a message. */
    @Test
    void theWorkForTheMessagesOfAThousandErrorsIsBounded() {
        List<HeldCertificate> mute = Stream.generate(() -> root("CN=Acme Root,O=Acme")
                        .keyUsage(KeyUsage.digitalSignature)
                        .build())
                .limit(90)
                .toList();
        LeafJudge judge =
                new LeafJudge(mute.stream().map(HeldCertificate::parsed).toList(), OPEN, NOW);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            LeafVerdict verdict = judge.judge(secret(leaf(root).build()));
            assertThat(errors(verdict)).containsExactly("EE-7");
            found.add(verdict.violations().get(0).found());
        }
        assertThat(found.subList(0, 30)).allMatch(text -> text.contains("does not verify with the key of"));
        assertThat(found.subList(40, 60)).allMatch(text -> text.contains("too many CAs have the subject DN"));
    }

    /** As many twins as Go tries, for as many leaves as one bundle may have. */
    @Test
    void theWorkForTheWarningsOfAThousandLeavesIsBounded() {
        KeyPair key = root.keyPair();
        List<HeldCertificate> twins = Stream.iterate(0, i -> i + 1)
                .limit(90)
                .map(i -> root("CN=Acme Root,O=Acme")
                        .keyPair(key)
                        .notAfter(in(i + 1))
                        .build())
                .toList();
        LeafJudge judge =
                new LeafJudge(twins.stream().map(HeldCertificate::parsed).toList(), OPEN, NOW);
        List<Integer> warned = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            LeafVerdict verdict =
                    judge.judge(secret(leaf(root).notAfter(in(200)).build()));
            assertThat(verdict.accepted()).isTrue();
            warned.add(verdict.violations().size());
        }
        assertThat(warned.subList(0, 30)).containsOnly(1);
        assertThat(warned.subList(50, 100))
                .as("nothing is said that was not checked")
                .containsOnly(0);
    }

    private static String reason(List<HeldCertificate> bundle, HeldCertificate... presented) {
        LeafVerdict verdict = judge(bundle, presented);
        assertThat(errors(verdict)).containsExactly("EE-7");
        return verdict.violations().get(0).found();
    }

    private static String remedy(List<HeldCertificate> bundle, HeldCertificate... presented) {
        return judge(bundle, presented).violations().get(0).remedy();
    }

    private static LeafVerdict judge(List<HeldCertificate> bundle, HeldCertificate... presented) {
        return new LeafJudge(bundle.stream().map(HeldCertificate::parsed).toList(), OPEN, NOW).judge(secret(presented));
    }

    private static ClientSecret secret(HeldCertificate... presented) {
        return ClientSecret.of("worker", bytes(pem(presented)), KeyMatch.PKCS8);
    }

    private static String pem(HeldCertificate... certificates) {
        return Arrays.stream(certificates).map(HeldCertificate::pem).collect(Collectors.joining());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static List<String> errors(LeafVerdict verdict) {
        return verdict.violations().stream()
                .filter(Violation::isError)
                .map(violation -> violation.rule().id())
                .toList();
    }

    private static Instant in(int days) {
        return NOW.plus(Duration.ofDays(days));
    }

    private static CertificateBuilder root(String name) {
        return CertificateBuilder.root(name).at(CLOCK);
    }

    private static CertificateBuilder intermediate(String name, HeldCertificate issuer) {
        return CertificateBuilder.intermediate(name).at(CLOCK).issuedBy(issuer);
    }

    private static CertificateBuilder leaf(HeldCertificate issuer) {
        return CertificateBuilder.leaf("CN=worker,O=Acme").at(CLOCK).issuedBy(issuer);
    }
}
