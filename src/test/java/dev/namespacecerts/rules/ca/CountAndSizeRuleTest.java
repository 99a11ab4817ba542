package dev.namespacecerts.rules.ca;

import static dev.namespacecerts.rules.ca.Judging.root;
import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.rules.BundleVerdict;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.testing.HeldCertificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CA-8, CA-9, CF-3, and CA-13 about head-room */
class CountAndSizeRuleTest {
    private static final List<HeldCertificate> ROOTS = new ArrayList<>();

    @BeforeAll
    static void makeRoots() {
        for (int i = 0; i < 130; i++) {
            ROOTS.add(root("CN=Root " + i).build());
        }
    }

    @ParameterizedTest(name = "{0} certificates: {1}")
    @CsvSource({
        "12, ''",
        "13, CA-13 Warning",
        "16, CA-13 Warning",
        "17, CA-8 Warning CA-13 Warning",
        "25, CA-8 Warning CA-13 Warning",
        "26, CA-8 Error",
        "101, CA-8 Error",
        "130, CA-8 Error"
    })
    void certificates(int number, String expected) {
        BundleVerdict verdict = bundle(number).verdict();
        assertThat(verdict.violations().stream()
                        .filter(v -> v.found() == null || !v.found().contains("bytes"))
                        .map(v -> v.rule().id() + " " + v.severity())
                        .toList())
                .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected.split("(?<=r|g) ")));
        assertThat(verdict.usage().certificates()).isEqualTo(number);
        assertThat(verdict.certificates()).hasSizeLessThanOrEqualTo(100);
    }

    @Test
    void missingIssuersAreNotReportedIfNotAllCertificatesWereParsed() {
        HeldCertificate last = root("CN=Last").build();
        Judging judging =
                Judging.of(Judging.intermediate("CN=First", last).build().pem()
                        + ROOTS.stream().limit(100).map(HeldCertificate::pem).collect(Collectors.joining())
                        + last.pem());
        assertThat(judging.errors()).contains("CA-8").doesNotContain("CA-3");
    }

    @Test
    void bytesAreThoseOfTheCanonicalPem() {
        BundleVerdict verdict = bundle(2).verdict();
        assertThat(verdict.usage().bytes()).isEqualTo(verdict.canonicalPem().length);
        assertThat(new String(verdict.canonicalPem(), java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo(ROOTS.get(0).pem() + ROOTS.get(1).pem());
    }

    @Test
    void moreThan32768BytesAreAnError() {
        HeldCertificate[] large = new HeldCertificate[12];
        for (int i = 0; i < large.length; i++) {
            large[i] = root("CN=Large " + i)
                    .extension("1.2.3.4", false, padding(2_048))
                    .build();
        }
        Judging judging = Judging.of(large);
        assertThat(judging.errors()).containsExactly("CA-9");
        assertThat(judging.violation(Rule.CA_9)).satisfies(error -> {
            assertThat(error.allowed()).isEqualTo("at most 32768 bytes");
            assertThat(error.message())
                    .containsPattern(
                            "The largest is \"CN=Large \\d+\" \\(spec.certificates\\[0], block \\d+\\) with 3\\d\\d\\d bytes");
            assertThat(error.remedy()).isEqualTo("Remove CAs that no client uses any more.");
        });
        HeldCertificate rsa = root("CN=RSA")
                .keyAlgorithm("RSA-2048")
                .signatureAlgorithm("SHA256withRSA")
                .build();
        assertThat(judging.and(rsa.pem()).violation(Rule.CA_9).remedy()).contains("replace RSA CAs");
    }

    @Test
    void moreThanHalfOfTheBytesIsAWarningBecauseARotationNeedsTheOtherHalf() {
        HeldCertificate large =
                root("CN=Large").extension("1.2.3.4", false, padding(12_000)).build();
        Judging judging = Judging.of(large);
        assertThat(judging.errors()).isEmpty();
        assertThat(judging.warnings()).containsExactly("CA-13");
    }

    @Test
    void aTooLargeTextIsNotRead() {
        Judging judging = Judging.of("x".repeat(1_048_577));
        assertThat(judging.errors()).containsExactly("CA-9");
    }

    @Test
    void muchTextAroundCertificatesViolatesNoRule() {
        String text = "a letter that is no ASCII: \u00e4\n".repeat(20_000);
        assertThat(Judging.of(text + ROOTS.get(0).pem()).errors()).isEmpty();
    }

    @Test
    void moreThan25FiltersAreAnErrorOfTheBundle() {
        assertThat(bundle(1).filters(25, 25).errors()).isEmpty();
        assertThat(bundle(1).filters(26, 26).errors()).containsExactly("CF-3");
    }

    private static Judging bundle(int number) {
        return Judging.of(ROOTS.subList(0, number).toArray(HeldCertificate[]::new));
    }

    /** An OCTET STRING of zeros. */
    private static byte[] padding(int length) {
        byte[] content = new byte[length + 4];
        content[0] = 4;
        content[1] = (byte) 0x82;
        content[2] = (byte) (length >> 8);
        content[3] = (byte) length;
        return content;
    }
}
