package dev.namespacecerts.rules.leaf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Severity;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.filter.FilterFields;
import dev.namespacecerts.rules.filter.FilterMatcher;
import dev.namespacecerts.rules.filter.NamedFilter;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.KeyMatch;
import dev.namespacecerts.x509.PemWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EE-1 to EE-11 */
class LeafJudgeTest {
    private static final Instant NOW = Instant.parse("2030-06-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final LeafFilters OPEN = new LeafFilters(List.of(), 0, false);

    private static final HeldCertificate ROOT = root("CN=Acme Root,O=Acme").build();
    private static final HeldCertificate ISSUING =
            intermediate("CN=Acme Issuing,O=Acme", ROOT).build();
    private static final HeldCertificate STRANGER =
            root("CN=Stranger Root,O=Stranger").build();

    static Stream<Arguments> good() {
        return Stream.of(
                Arguments.of("an ordinary one", leaf()),
                Arguments.of("one without extended key usage", leaf().without("2.5.29.37")),
                Arguments.of("one for any usage", leaf().extendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage)),
                Arguments.of(
                        "one for servers and clients",
                        leaf().extendedKeyUsage(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth)),
                Arguments.of("one with an RSA key", leaf().keyAlgorithm("RSA-2048")),
                Arguments.of("one with a P-521 key", leaf().keyAlgorithm("ECDSA-P521")),
                Arguments.of("one of the last second", leaf().notAfter(NOW)),
                Arguments.of("one with an empty unit", leaf().subject("CN=worker,OU=,O=Acme")));
    }

    @ParameterizedTest(name = "{0} is accepted")
    @MethodSource
    void good(String what, CertificateBuilder leaf) {
        LeafVerdict verdict = judge(OPEN, leaf.build());
        assertThat(verdict.violations()).as(what).isEmpty();
        assertThat(verdict.accepted()).isTrue();
        assertThat(verdict.acceptedBy()).isEmpty();
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("version 1", leaf().version1(), "EE-1 EE-2 EE-3", "version 1"),
                Arguments.of("no basic constraints", leaf().withoutBasicConstraints(), "EE-2", "no basic constraints"),
                Arguments.of("a CA", leaf().basicConstraints(true, true, OptionalInt.empty()), "EE-2", "CA: true"),
                Arguments.of("no key usage", leaf().withoutKeyUsage(), "EE-3", "no key usage"),
                Arguments.of(
                        "key usage for encryption",
                        leaf().keyUsage(KeyUsage.keyEncipherment),
                        "EE-3",
                        "key usage without digitalSignature"),
                Arguments.of("tcld's leaf", leaf().subject("OU=,O=Acme").withoutKeyUsage(), "EE-3", "no key usage"),
                Arguments.of("SHA-1", leaf().signatureAlgorithm("SHA1withECDSA"), "EE-4", "signed with ECDSA-SHA1"),
                Arguments.of("an Ed25519 key", leaf().keyAlgorithm("Ed25519"), "EE-4", "key of type Ed25519"),
                Arguments.of("a P-224 key", leaf().keyAlgorithm("ECDSA-P224"), "EE-4", "key of type ECDSA-P224"),
                Arguments.of("expired", leaf().notAfter(NOW.minusSeconds(1)), "EE-5", "valid until"),
                Arguments.of("not yet valid", leaf().notBefore(NOW.plusSeconds(1)), "EE-5", "valid from"),
                Arguments.of(
                        "for servers only",
                        leaf().extendedKeyUsage(KeyPurposeId.id_kp_serverAuth),
                        "EE-6",
                        "extended key usage without clientAuth"),
                Arguments.of("of a stranger", leaf().issuedBy(STRANGER), "EE-7", "is missing"),
                Arguments.of(
                        "signed by itself",
                        CertificateBuilder.root("CN=worker")
                                .at(CLOCK)
                                .basicConstraints(true, false, OptionalInt.empty())
                                .keyUsage(KeyUsage.digitalSignature),
                        "EE-7",
                        "is self-issued"),
                Arguments.of(
                        "signed by itself, with SHA-1",
                        CertificateBuilder.root("CN=worker")
                                .at(CLOCK)
                                .basicConstraints(true, false, OptionalInt.empty())
                                .keyUsage(KeyUsage.digitalSignature)
                                .signatureAlgorithm("SHA1withECDSA"),
                        "EE-4 EE-7",
                        "signed with ECDSA-SHA1"),
                Arguments.of(
                        "of a CA of the same name with another key",
                        leaf().issuedBy(root("CN=Acme Root,O=Acme").build()),
                        "EE-7",
                        "does not verify with the key of"),
                Arguments.of(
                        "of a CA whose name differs in case",
                        leaf().issuer(new org.bouncycastle.asn1.x500.X500Name(
                                org.bouncycastle.asn1.x500.style.RFC4519Style.INSTANCE, "CN=ACME Root,O=Acme")),
                        "EE-7",
                        "differs in case"),
                Arguments.of(
                        "with an unknown critical extension",
                        leaf().extension("1.2.3.4", true, new byte[] {5, 0}),
                        "EE-7",
                        "critical extension"),
                Arguments.of("with the CA's name", leaf().subject("CN=Acme Root,O=Acme"), "EE-8", "two certificates"),
                Arguments.of(
                        "with the CA's name in other case",
                        leaf().subject("CN=acme root,O=ACME"),
                        "EE-8",
                        "two certificates"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource
    void bad(String what, CertificateBuilder leaf, String rules, String found) {
        LeafVerdict verdict = judge(OPEN, leaf.build());
        assertThat(errors(verdict)).as(what).containsExactly(rules.split(" "));
        assertThat(verdict.violations().get(0).found()).contains(found);
        assertThat(verdict.accepted()).isFalse();
    }

    @Test
    void aCaOfTheBundleIsNotALeaf() {
        LeafVerdict verdict = new LeafJudge(List.of(ROOT.parsed()), OPEN, NOW)
                .judge(ClientSecret.read("worker", bytes(ROOT.pem()), bytes(ROOT.privateKeyPem())));
        assertThat(errors(verdict)).containsExactly("EE-2");
        Violation violation = verdict.violations().get(0);
        assertThat(violation.message()).endsWith("The Secret holds the private key of this CA.");
        assertThat(violation.remedy()).contains("remove the CA's private key");
        LeafVerdict withoutKey = new LeafJudge(List.of(ROOT.parsed()), OPEN, NOW)
                .judge(ClientSecret.read("worker", bytes(ROOT.pem()), bytes(STRANGER.privateKeyPem())));
        assertThat(errors(withoutKey)).contains("EE-2").doesNotContain("EE-3");
        assertThat(withoutKey.violations())
                .filteredOn(error -> error.rule() == Rule.EE_2)
                .allSatisfy(error -> assertThat(error.message()).doesNotContain("private key"));
    }

    @Test
    void aLeafThatSaysCaByMistakeIsToldAllThatToReissueItTakes() {
        LeafVerdict verdict = judge(
                OPEN,
                leaf().basicConstraints(true, true, OptionalInt.empty())
                        .keyUsage(KeyUsage.keyEncipherment)
                        .build());
        assertThat(errors(verdict)).containsExactly("EE-2", "EE-3");
        assertThat(verdict.violations().get(0).remedy()).startsWith("Reissue it with basicConstraints = CA:FALSE.");
    }

    @Test
    void aLeafInTheBundleIsNotACaForItself() {
        Certificate leaf = CertificateBuilder.root("CN=worker")
                .at(CLOCK)
                .basicConstraints(true, false, OptionalInt.empty())
                .keyUsage(KeyUsage.digitalSignature)
                .build()
                .parsed();
        LeafVerdict verdict = new LeafJudge(List.of(leaf), OPEN, NOW)
                .judge(ClientSecret.of("worker", PemWriter.certificates(List.of(leaf)), KeyMatch.PKCS8));
        assertThat(errors(verdict)).containsExactly("EE-7");
    }

    @Test
    void allObstaclesOnAPathAreReportedTogether() {
        HeldCertificate broken = intermediate("CN=Broken", ROOT)
                .extension("1.2.3.4", true, new byte[] {5, 0})
                .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
                .notAfter(NOW.minusSeconds(1))
                .build();
        LeafVerdict verdict =
                judge(OPEN, leaf().subject("CN=broken").issuedBy(broken).build(), broken);
        assertThat(errors(verdict)).containsExactly("EE-7", "EE-8");
        assertThat(verdict.violations().get(0).found())
                .contains("critical extension", "extended key usage", "expired at");
    }

    @Test
    void aRepeatedDnHidesNoWarnings() {
        HeldCertificate brief =
                intermediate("CN=Brief", ROOT).notAfter(NOW.plusSeconds(60)).build();
        LeafVerdict verdict =
                judge(OPEN, leaf().subject("CN=brief").issuedBy(brief).build(), brief, STRANGER);
        assertThat(verdict.violations())
                .extracting(violation ->
                        violation.severity() + " " + violation.rule().id())
                .containsExactly("Error EE-8", "Warning EE-5", "Warning EE-7");
    }

    @Test
    void theMissingIssuerOfAnIntermediateIsNamed() {
        HeldCertificate low = CertificateBuilder.intermediate("CN=Low")
                .at(CLOCK)
                .issuedBy(STRANGER)
                .build();
        assertThat(judge(OPEN, leaf().issuedBy(low).build(), low)
                        .violations()
                        .get(0)
                        .found())
                .contains("CN=Stranger Root", "is missing");
        assertThat(judge(OPEN, leaf().issuedBy(low).build(), low, STRANGER)
                        .violations()
                        .get(0)
                        .found())
                .contains("CN=Stranger Root", "is not a root of the bundle");
    }

    @Test
    void blocksAreNumberedByTheirPlaceInTheText() {
        String text = leaf().build().pem() + HeldCertificate.pem("PUBLIC KEY", new byte[] {1}) + STRANGER.pem();
        assertThat(judgePresented(text).violations())
                .extracting(violation -> violation.rule().id() + " " + violation.position())
                .containsExactly("EE-11 2", "EE-7 3");
    }

    @Test
    void blocksAfterAnUnreadableLeafAreReadToo() {
        assertThat(judgeText("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n" + ROOT.privateKeyPem())
                        .violations())
                .extracting(Violation::rule, Violation::position)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Rule.EE_11, 1),
                        org.assertj.core.groups.Tuple.tuple(Rule.EE_11, 2));
    }

    @Test
    void aShortRsaKeyIsAWarning() {
        LeafVerdict verdict = judge(OPEN, leaf().keyAlgorithm("RSA-1024").build());
        assertThat(verdict.accepted()).isTrue();
        assertThat(verdict.violations()).extracting(Violation::rule).containsExactly(Rule.EE_11);
    }

    @Test
    void thePrivateKeyOfARejectedKeyAlgorithmIsNotReported() {
        ClientSecret secret = ClientSecret.of(
                "worker",
                leaf().keyAlgorithm("Ed25519").build().pem().getBytes(StandardCharsets.US_ASCII),
                KeyMatch.OTHER_KEY);
        assertThat(errors(new LeafJudge(List.of(ROOT.parsed()), OPEN, NOW).judge(secret)))
                .containsExactly("EE-4");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"ECDSA-P256", "ECDSA-P384", "RSA-2048"})
    void theKeyOfACaIsReportedAsSuch(String algorithm) {
        HeldCertificate ca = root("CN=Keyed Root").keyAlgorithm(algorithm).build();
        byte[] chain = bytes(leaf().issuedBy(ca).build().pem());
        Violation violation = keyViolation(ca, ClientSecret.read("worker", chain, bytes(ca.privateKeyPem())));
        assertThat(violation.found()).isEqualTo("the private key of the CA \"CN=Keyed Root\"");
        assertThat(violation.message()).contains("can issue client certificates");
        assertThat(violation.remedy()).contains("Treat the CA's key as disclosed");
    }

    @Test
    void anIgnoredCommonNameIsNamed() {
        LeafFilters filters = new LeafFilters(
                List.of(FilterMatcher.of(new NamedFilter("f", new FilterFields("worker", null, null, null)))
                        .orElseThrow()),
                1,
                false);
        LeafVerdict verdict =
                judge(filters, leaf().subject("CN=last,CN=worker,O=Acme").build());
        assertThat(errors(verdict)).containsExactly("EE-9");
        assertThat(verdict.violations().get(0).message())
                .contains("CertificateFilter \"f\" matches \"worker\", but Temporal Cloud compares only \"last\"");
        assertThat(verdict.violations().get(0).remedy()).contains("with one common name", "matches \"last\"");
    }

    @Test
    void anUnrelatedKeyIsNotNamed() {
        byte[] chain = bytes(leaf().build().pem());
        assertThat(keyViolation(ROOT, ClientSecret.read("worker", chain, bytes(STRANGER.privateKeyPem())))
                        .found())
                .isEqualTo("a private key that does not match the leaf");
    }

    private static Violation keyViolation(HeldCertificate ca, ClientSecret secret) {
        LeafVerdict verdict = new LeafJudge(List.of(ca.parsed()), OPEN, NOW).judge(secret);
        assertThat(errors(verdict)).containsExactly("EE-10");
        return verdict.violations().get(0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyMatch.class,
            names = {"MISSING", "ENCRYPTED"})
    void aMissingKeyIsReportedForEveryLeaf(KeyMatch key) {
        byte[] chain = leaf().keyAlgorithm("Ed25519").build().pem().getBytes(StandardCharsets.US_ASCII);
        assertThat(errors(
                        new LeafJudge(List.of(ROOT.parsed()), OPEN, NOW).judge(ClientSecret.of("worker", chain, key))))
                .containsExactly("EE-4", "EE-10");
    }

    @Test
    void aByteOrderMarkIsAWarningBecauseGoClientsIgnoreTheBlock() {
        byte[] chain = ("\uFEFF" + leaf().build().pem()).getBytes(StandardCharsets.UTF_8);
        LeafVerdict verdict = new LeafJudge(List.of(ROOT.parsed()), OPEN, NOW)
                .judge(ClientSecret.of("worker", chain, KeyMatch.PKCS8));
        assertThat(verdict.accepted()).isTrue();
        assertThat(verdict.violations()).extracting(Violation::found).containsExactly("a byte-order mark");
    }

    @ParameterizedTest(name = "before the {0}")
    @ValueSource(strings = {"leaf", "second block"})
    void aByteOrderMarkAfterTextIsNamedAsWell(String where) {
        String leaf = leaf().build().pem();
        String text = "text\n" + (where.equals("leaf") ? "\uFEFF" + leaf : leaf + "\uFEFF" + ROOT.pem());
        LeafVerdict verdict = judgePresented(text);
        assertThat(verdict.accepted()).isTrue();
        assertThat(verdict.violations()).extracting(Violation::found).containsExactly("a byte-order mark");
    }

    @Test
    void blocksAfterAByteOrderMarkDoNotCountForTheChain() {
        String leaf = leaf().issuedBy(ISSUING).build().pem();
        assertThat(judgePresented(leaf + ISSUING.pem()).accepted()).isTrue();
        LeafVerdict verdict = judgePresented(leaf + "\uFEFF" + ISSUING.pem());
        assertThat(errors(verdict)).containsExactly("EE-7");
        assertThat(verdict.violations().get(0).found()).isEqualTo("a byte-order mark before block 2");
        assertThat(verdict.violations().get(0).remedy())
                .isEqualTo("Remove the byte-order mark before block 2 of tls.crt.");
        assertThat(verdict.violations())
                .filteredOn(violation -> violation.rule() == Rule.EE_11)
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.position()).isEqualTo(2);
                    assertThat(warning.message()).contains("byte-order mark", "block 2 of tls.crt", "does not count");
                });
    }

    @Test
    void aByteOrderMarkIsNotBlamedForAChainThatLacksMore() {
        String leaf = leaf().issuedBy(STRANGER).build().pem();
        LeafVerdict verdict = judgePresented(leaf + "\uFEFF" + ISSUING.pem());
        assertThat(errors(verdict)).containsExactly("EE-7");
        assertThat(verdict.violations().get(0).found()).contains("CN=Stranger Root", "missing");
    }

    @ParameterizedTest(name = "[{index}]")
    @ValueSource(
            strings = {
                "\uFEFF\uFEFF",
                "\u200B",
                "\u2060",
                "\u00A0",
                "\0",
                "\r",
                "\u000B",
                "\u000C",
                "\u0085",
                "\u2028",
                " ",
                "\t",
                "x",
                "x ",
                ">",
                "# "
            })
    void otherMarksDoNotHideALaterBlock(String mark) {
        String leaf = leaf().issuedBy(ISSUING).build().pem();
        for (String text : List.of(
                leaf + mark + ISSUING.pem(),
                leaf
                        + ISSUING.pem()
                                .replace("-----BEGIN CERTIFICATE-----", "-----BEGIN CERTIFICATE-----x" + mark + "x"),
                leaf + ISSUING.pem().replace("-----END", mark + "-----END"),
                leaf + ISSUING.pem().replace("-----END CERTIFICATE-----", "-----END CERTIFICATE-----x" + mark + "x"))) {
            LeafVerdict verdict = judgePresented(text);
            assertThat(verdict.accepted()).isFalse();
            assertThat(verdict.violations()).anySatisfy(violation -> {
                assertThat(violation.rule()).isEqualTo(Rule.EE_11);
                assertThat(violation.position()).isEqualTo(2);
            });
        }
    }

    private static LeafVerdict judgePresented(String chain) {
        return new LeafJudge(List.of(ROOT.parsed()), OPEN, NOW)
                .judge(ClientSecret.of("worker", chain.getBytes(StandardCharsets.UTF_8), KeyMatch.PKCS8));
    }

    @Test
    void theExpiryOfAnIntermediateIsATransition() {
        HeldCertificate brief =
                intermediate("CN=Brief", ROOT).notAfter(NOW.plusSeconds(60)).build();
        assertThat(judge(OPEN, leaf().issuedBy(brief).build(), brief).nextTransition())
                .contains(NOW.plusSeconds(61));
    }

    @ParameterizedTest
    @EnumSource(KeyMatch.class)
    void onlyTheLeafsOwnKeyIsAcceptedAndOnlyAsPkcs8WithoutAWarning(KeyMatch key) {
        ClientSecret secret = ClientSecret.of("worker", leaf().build().pem().getBytes(StandardCharsets.US_ASCII), key);
        LeafVerdict verdict = new LeafJudge(List.of(ROOT.parsed()), OPEN, NOW).judge(secret);
        switch (key) {
            case PKCS8 -> assertThat(verdict.violations()).isEmpty();
            case PKCS1, SEC1, NOT_GO_PEM, NOT_GO_DER, BYTE_ORDER_MARK ->
                assertThat(verdict.violations())
                        .extracting(Violation::rule, Violation::severity)
                        .containsExactly(org.assertj.core.groups.Tuple.tuple(Rule.EE_10, Severity.Warning));
            default -> assertThat(errors(verdict)).containsExactly("EE-10");
        }
    }

    @Test
    void intermediatesOutsideTheBundleMayBePresentedInAnyOrder() {
        HeldCertificate low = intermediate("CN=Low,O=Acme", ISSUING).build();
        HeldCertificate leaf = leaf().issuedBy(low).build();
        assertThat(judge(OPEN, leaf, low, ISSUING).violations()).isEmpty();
        assertThat(judge(OPEN, leaf, low, ISSUING, ROOT).violations()).isEmpty();
        assertThat(judge(OPEN, leaf, ISSUING, low).accepted()).isTrue();
        assertThat(errors(judge(OPEN, leaf, low))).containsExactly("EE-7");
        assertThat(errors(judge(OPEN, leaf))).containsExactly("EE-7");
    }

    @Test
    void aPresentedRootIsNotARootOfTheBundle() {
        HeldCertificate leaf = leaf().issuedBy(STRANGER).build();
        assertThat(errors(judge(OPEN, leaf, STRANGER))).containsExactly("EE-7");
    }

    @Test
    void theRootOfTheBundleMayBePresented() {
        assertThat(judge(OPEN, leaf().build(), ROOT).violations()).isEmpty();
    }

    @Test
    void aBlockOutsideThePathIsAWarning() {
        LeafVerdict verdict = judge(OPEN, leaf().build(), STRANGER);
        assertThat(verdict.accepted()).isTrue();
        assertThat(verdict.violations()).extracting(Violation::rule).containsExactly(Rule.EE_7);
        assertThat(verdict.violations().get(0).position()).isEqualTo(2);
    }

    @Test
    void aChainThatIsNotInOrderIsAWarningBecauseJavaClientsCannotReadIt() {
        HeldCertificate low = intermediate("CN=Low,O=Acme", ISSUING).build();
        HeldCertificate leaf = leaf().issuedBy(low).build();
        LeafVerdict verdict = judge(OPEN, leaf, ISSUING, low);
        assertThat(verdict.accepted()).isTrue();
        assertThat(verdict.violations()).singleElement().satisfies(warning -> {
            assertThat(warning.rule()).isEqualTo(Rule.EE_7);
            assertThat(warning.found()).isEqualTo("a chain that is not in order");
            assertThat(warning.remedy()).isEqualTo("Reorder the blocks of tls.crt: 1, 3, 2.");
        });
    }

    @Test
    void aDuplicateCertificateIsAWarningBecauseJavaClientsCannotReadIt() {
        HeldCertificate low = intermediate("CN=Low,O=Acme", ISSUING).build();
        HeldCertificate leaf = leaf().issuedBy(low).build();
        LeafVerdict twoLow = judge(OPEN, leaf, low, low, ISSUING);
        assertThat(twoLow.accepted()).isTrue();
        assertThat(twoLow.violations())
                .extracting(Violation::found, Violation::remedy)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a duplicate of block 2", "Remove block 3 from tls.crt."));
        assertThat(judge(OPEN, leaf, leaf, low, ISSUING).violations())
                .extracting(Violation::found, Violation::remedy)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a duplicate of block 1", "Remove block 2 from tls.crt."));
    }

    @Test
    void anIntermediateOnThePathMustBeAValidCaWithAnAcceptedSignature() {
        HeldCertificate leafAsCa = leaf().subject("CN=No CA").build();
        assertThat(errors(judge(OPEN, leaf().issuedBy(leafAsCa).build(), leafAsCa)))
                .containsExactly("EE-7");
        HeldCertificate expired =
                intermediate("CN=Old", ROOT).notAfter(NOW.minusSeconds(1)).build();
        assertThat(errors(judge(OPEN, leaf().issuedBy(expired).build(), expired)))
                .containsExactly("EE-7");
        HeldCertificate weak = intermediate("CN=Weak", ROOT)
                .signatureAlgorithm("SHA1withECDSA")
                .build();
        assertThat(errors(judge(OPEN, leaf().issuedBy(weak).build(), weak))).containsExactly("EE-7");
    }

    @Test
    void nameConstraintsAndPathLengthsOfTheCasApplyToTheLeaf() {
        GeneralSubtree[] acme = {new GeneralSubtree(new GeneralName(GeneralName.dNSName, "acme.example"))};
        HeldCertificate narrow =
                intermediate("CN=Narrow", ROOT).nameConstraints(acme, null).build();
        CertificateBuilder inside =
                leaf().issuedBy(narrow).subjectAlternativeName(new GeneralName(GeneralName.dNSName, "w.acme.example"));
        CertificateBuilder outside =
                leaf().issuedBy(narrow).subjectAlternativeName(new GeneralName(GeneralName.dNSName, "w.other.example"));
        assertThat(judge(OPEN, inside.build(), narrow).violations()).isEmpty();
        assertThat(errors(judge(OPEN, outside.build(), narrow))).containsExactly("EE-7");

        HeldCertificate last = intermediate("CN=Last", ROOT)
                .basicConstraints(true, true, OptionalInt.of(0))
                .build();
        HeldCertificate below = intermediate("CN=Below", last).build();
        assertThat(judge(OPEN, leaf().issuedBy(last).build(), last).violations())
                .isEmpty();
        assertThat(errors(judge(OPEN, leaf().issuedBy(below).build(), last, below)))
                .containsExactly("EE-7");
    }

    @Test
    void aLeafThatExpiresAfterItsCaIsAWarning() {
        HeldCertificate shortLived =
                intermediate("CN=Short", ROOT).notAfter(NOW.plusSeconds(3600)).build();
        LeafVerdict verdict = judge(OPEN, leaf().issuedBy(shortLived).build(), shortLived);
        assertThat(verdict.accepted()).isTrue();
        assertThat(verdict.violations()).extracting(Violation::rule).containsExactly(Rule.EE_5);
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("no tls.crt", null, "no readable Secret with tls.crt"),
                Arguments.of("an empty tls.crt", "", "empty"),
                Arguments.of("base64", Base64.getEncoder().encodeToString(ROOT.der()), "base64 of a certificate"),
                Arguments.of("one line", ROOT.pem().replace('\n', ' '), "its line breaks are lost"),
                Arguments.of("a private key", ROOT.privateKeyPem(), "a private key"),
                Arguments.of("a truncated block", ROOT.pem().substring(0, 200), "the END line is missing"),
                Arguments.of("too much", "x".repeat(65_537), "too large"),
                Arguments.of(
                        "what Go refuses",
                        leaf().serial(BigInteger.valueOf(-1)).build().pem(),
                        "serial"));
    }

    @ParameterizedTest(name = "{0} is an Error of EE-11")
    @MethodSource
    void unreadable(String what, String text, String found) {
        byte[] chain = text == null ? null : text.getBytes(StandardCharsets.US_ASCII);
        LeafVerdict verdict = new LeafJudge(List.of(ROOT.parsed()), OPEN, NOW)
                .judge(ClientSecret.read("worker", chain, bytes(ROOT.privateKeyPem())));
        assertThat(errors(verdict)).as(what).containsExactly("EE-11");
        assertThat(verdict.violations().get(0).found()).contains(found);
        assertThat(verdict.notAfter()).isEmpty();
    }

    static Stream<Arguments> keysBesideAnUnreadableLeaf() {
        String key = ROOT.privateKeyPem();
        return Stream.of(
                Arguments.of("a key", "no certificate", key, "[]"),
                Arguments.of("no key", "no certificate", null, "[Error no key]"),
                Arguments.of("an empty key", "", "", "[Error no key]"),
                Arguments.of("no PEM", "", "no key", "[Error no readable private key]"),
                Arguments.of(
                        "an encrypted key",
                        "",
                        HeldCertificate.pem("ENCRYPTED PRIVATE KEY", new byte[48]),
                        "[Error an encrypted key]"),
                Arguments.of("a marked key", "", "\uFEFF" + key, "[Warning a byte-order mark before the key]"),
                Arguments.of("neither", null, null, "[]"));
    }

    /** Of a Secret without tls.crt nothing more may be said than of one that does not exist. */
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void keysBesideAnUnreadableLeaf(String what, String chain, String key, String expected) {
        ClientSecret secret = ClientSecret.read(
                "worker",
                chain == null ? null : bytes(chain),
                key == null ? null : key.getBytes(StandardCharsets.UTF_8));
        LeafVerdict verdict = new LeafJudge(List.of(ROOT.parsed()), OPEN, NOW).judge(secret);
        assertThat(verdict.accepted()).isFalse();
        assertThat(verdict.violations().stream()
                        .filter(violation -> violation.rule() == Rule.EE_10)
                        .map(violation -> violation.severity() + " " + violation.found())
                        .toList())
                .hasToString(expected);
    }

    static Stream<Arguments> otherBlocks() {
        return Stream.of(
                Arguments.of("PUBLIC KEY", "a block of type PUBLIC KEY", "Remove block 2."),
                Arguments.of("EC PARAMETERS", "a block of type EC PARAMETERS", "Remove block 2."),
                Arguments.of("TRUSTED CERTIFICATE", "a block of type TRUSTED CERTIFICATE", "openssl x509"),
                Arguments.of("PRIVATE KEY", "a private key", "Put only CERTIFICATE blocks into tls.crt"),
                Arguments.of("SECRET SAUCE", "unknown block type: ", "Remove"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void otherBlocks(String label, String found, String remedy) {
        Violation violation = judgePresented(leaf().build().pem() + HeldCertificate.pem(label, new byte[] {1}))
                .violations()
                .get(0);
        assertThat(violation.position()).isEqualTo(2);
        assertThat(violation.found()).startsWith(found);
        assertThat(violation.message()).startsWith("Block 2 of tls.crt ");
        assertThat(violation.remedy()).contains(remedy);
    }

    static Stream<Arguments> filters() {
        FilterMatcher mine = matcher("mine", "worker", null);
        FilterMatcher other = matcher("other", "someone else", null);
        return Stream.of(
                Arguments.of("no filter", new LeafFilters(List.of(), 0, false), true, null),
                Arguments.of("no filter, and one is required", new LeafFilters(List.of(), 0, true), false, null),
                Arguments.of("one that matches", new LeafFilters(List.of(mine), 1, false), true, "mine"),
                Arguments.of("one that does not", new LeafFilters(List.of(other), 1, false), false, null),
                Arguments.of("one that is rejected", new LeafFilters(List.of(), 1, false), false, null),
                Arguments.of(
                        "one that matches and one that is rejected",
                        new LeafFilters(List.of(mine), 2, false),
                        true,
                        "mine"),
                Arguments.of("the second matches", new LeafFilters(List.of(other, mine), 2, true), true, "mine"));
    }

    @ParameterizedTest(name = "with {0}, accepted is {2}")
    @MethodSource
    void filters(String what, LeafFilters filters, boolean accepted, String by) {
        LeafVerdict verdict = judge(filters, leaf().build());
        assertThat(verdict.accepted()).as(what).isEqualTo(accepted);
        assertThat(verdict.acceptedBy().orElse(null)).isEqualTo(by);
        assertThat(errors(verdict)).isEqualTo(accepted ? List.of() : List.of("EE-9"));
    }

    @Test
    void aLeafIsEvaluatedEvenIfTheBundleIsInvalid() {
        HeldCertificate expired =
                root("CN=Old Root").notAfter(NOW.minusSeconds(1)).build();
        LeafJudge judge = new LeafJudge(List.of(expired.parsed(), ROOT.parsed()), OPEN, NOW);
        assertThat(judge.judge(secret(leaf().build())).accepted()).isTrue();
        assertThat(errors(judge.judge(secret(leaf().issuedBy(expired).build()))))
                .containsExactly("EE-7");
    }

    @Test
    void tooManyCasWithTheSameDnAreAnErrorAndNeverAccepted() {
        List<Certificate> crowd = Stream.generate(() -> root("CN=One").build().parsed())
                .limit(101)
                .toList();
        LeafVerdict verdict = new LeafJudge(crowd, OPEN, NOW)
                .judge(secret(leaf().issuedBy(root("CN=One").build()).build()));
        assertThat(errors(verdict)).containsExactly("EE-7");
        assertThat(verdict.violations().get(0).found()).contains("more than 100 signature checks");
    }

    /** Of all candidates by name, Go follows only those that signed: here 8, 4 and 2, not 8 times 4 times 2. */
    @Test
    void casRekeyedUnderTheSameDnAreNotTooMany() {
        List<HeldCertificate> roots = many(2, i -> root("CN=Root"));
        List<HeldCertificate> policies = many(4, i -> intermediate("CN=Policy", roots.get(i % 2)));
        List<HeldCertificate> issuing = many(8, i -> intermediate("CN=Issuing", policies.get(i % 4)));
        List<Certificate> bundle = Stream.of(roots, policies, issuing)
                .flatMap(List::stream)
                .map(HeldCertificate::parsed)
                .toList();
        LeafVerdict verdict = new LeafJudge(bundle, OPEN, NOW)
                .judge(secret(leaf().issuedBy(issuing.get(7)).build()));
        assertThat(verdict.violations()).isEmpty();
    }

    private static List<HeldCertificate> many(int number, IntFunction<CertificateBuilder> make) {
        return IntStream.range(0, number).mapToObj(i -> make.apply(i).build()).toList();
    }

    @Test
    void after3000SignatureChecksNoMoreClientsAreEvaluatedOrAccepted() {
        List<Certificate> crowd =
                Stream.generate(() -> root("CN=One").build().parsed()).limit(25).toList();
        LeafJudge judge = new LeafJudge(crowd, OPEN, NOW);
        ClientSecret costly = secret(leaf().issuedBy(root("CN=One").build()).build());
        for (int i = 0; i < 3_000 / 25; i++) {
            assertThat(judge.judge(costly).violations())
                    .noneMatch(v -> v.message().contains("was not validated"));
        }
        LeafVerdict verdict = judge.judge(costly);
        assertThat(verdict.accepted()).isFalse();
        assertThat(verdict.path()).isEmpty();
        assertThat(verdict.notAfter()).isPresent();
        assertThat(errors(verdict)).containsExactly("EE-7");
        assertThat(verdict.violations().get(0).message()).contains("was not validated", "3000 signature checks");
    }

    @Test
    void aThousandClientsWithSeparateIntermediatesAreEvaluated() {
        ClientSecret client = secret(leaf().issuedBy(ISSUING).build(), ISSUING);
        LeafJudge judge = new LeafJudge(List.of(ROOT.parsed()), OPEN, NOW);
        for (int i = 0; i < 1_000; i++) {
            assertThat(judge.judge(client).accepted()).isTrue();
        }
    }

    /** Up to 1,000 verdicts are in memory at a time. */
    @Test
    void aVerdictKeepsLittleOfALargeCertificate() {
        HeldCertificate large = leaf().serial(new BigInteger("f".repeat(90_000), 16))
                .withoutBasicConstraints()
                .withoutKeyUsage()
                .issuedBy(STRANGER)
                .build();
        LeafVerdict verdict = judge(OPEN, large);
        assertThat(errors(verdict)).containsExactly("EE-2", "EE-3", "EE-7");
        assertThat(verdict.toString()).hasSizeLessThan(10_000);
        assertThat(verdict.violations().get(0).serial())
                .hasSize(1024)
                .isSameAs(verdict.violations().get(1).serial());
    }

    @Test
    void aVerdictKeepsTheFirstTwentyViolationsWithLimitedTexts() {
        List<HeldCertificate> chain = new ArrayList<>();
        HeldCertificate issuer = STRANGER;
        for (int i = 0; i < 15; i++) {
            issuer = intermediate("CN=%d,O=%s,OU=%2$s".formatted(i, "n".repeat(60)), issuer)
                    .basicConstraints(true, true, OptionalInt.of(0))
                    .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)
                    .build();
            chain.add(0, issuer);
        }
        chain.add(0, leaf().issuedBy(issuer).build());
        assertThat(judge(OPEN, chain.toArray(HeldCertificate[]::new))
                        .violations()
                        .get(0)
                        .found())
                .hasSizeBetween(1000, 1024);

        String unreadable = IntStream.range(1_000, 1_030)
                .mapToObj(length -> HeldCertificate.pem(
                        "CERTIFICATE", new byte[] {0x30, (byte) 0x82, (byte) (length >> 8), (byte) length}))
                .collect(Collectors.joining());
        LeafVerdict crowd = new LeafJudge(List.of(ROOT.parsed()), OPEN, NOW)
                .judge(ClientSecret.of("worker", bytes(leaf().build().pem() + unreadable), KeyMatch.PKCS8));
        assertThat(crowd.violations()).hasSize(20);
    }

    @Test
    void superfluousBlocksAreOneWarning() {
        HeldCertificate[] strangers = Stream.concat(
                        Stream.of(leaf().build()),
                        IntStream.range(0, 29).mapToObj(i -> root("CN=" + i).build()))
                .toArray(HeldCertificate[]::new);
        LeafVerdict crowd = judge(OPEN, strangers);
        assertThat(crowd.accepted()).isTrue();
        assertThat(crowd.violations()).hasSize(1);
        assertThat(crowd.violations().get(0).message()).endsWith("The same applies to 28 more: tls.crt, blocks 3-30.");
    }

    private static FilterMatcher matcher(String name, String commonName, String organization) {
        return FilterMatcher.of(new NamedFilter(name, new FilterFields(commonName, organization, null, null)))
                .orElseThrow();
    }

    private static LeafVerdict judge(LeafFilters filters, HeldCertificate... chain) {
        return new LeafJudge(List.of(ROOT.parsed()), filters, NOW).judge(secret(chain));
    }

    private static LeafVerdict judgeText(String text) {
        byte[] chain = text.getBytes(StandardCharsets.US_ASCII);
        return new LeafJudge(List.of(ROOT.parsed()), OPEN, NOW).judge(ClientSecret.of("worker", chain, KeyMatch.PKCS8));
    }

    private static ClientSecret secret(HeldCertificate... chain) {
        String pem =
                String.join("", Arrays.stream(chain).map(HeldCertificate::pem).toList());
        return ClientSecret.of("worker", pem.getBytes(StandardCharsets.US_ASCII), KeyMatch.PKCS8);
    }

    private static List<String> errors(LeafVerdict verdict) {
        return verdict.violations().stream()
                .filter(Violation::isError)
                .map(violation -> violation.rule().id())
                .toList();
    }

    private static CertificateBuilder root(String name) {
        return CertificateBuilder.root(name).at(CLOCK);
    }

    private static CertificateBuilder intermediate(String name, HeldCertificate issuer) {
        return CertificateBuilder.intermediate(name).at(CLOCK).issuedBy(issuer);
    }

    private static CertificateBuilder leaf() {
        return CertificateBuilder.leaf("CN=worker,O=Acme").at(CLOCK).issuedBy(ROOT);
    }
}
