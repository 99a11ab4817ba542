package dev.namespacecerts.x509;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

@DisplayName("Canonical PEM")
class PemWriterTest {
    @Test
    void isOneBlockAfterAnotherOf64Columns() {
        HeldCertificate one = CertificateBuilder.root("CN=One").build();
        HeldCertificate two = CertificateBuilder.root("CN=Two").build();
        String pem = new String(PemWriter.certificates(List.of(one.parsed(), two.parsed())), StandardCharsets.US_ASCII);
        assertThat(pem).isEqualTo(one.pem() + two.pem());
        assertThat(pem.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(64));
    }

    /** What is left for the last line: from nothing to a whole one. */
    @RepeatedTest(48)
    void equalsTheOutputOfOtherTools(RepetitionInfo repetition) {
        Certificate certificate = CertificateBuilder.root("CN=" + "x".repeat(repetition.getCurrentRepetition()))
                .build()
                .parsed();
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        assertThat(new String(PemWriter.certificates(List.of(certificate)), StandardCharsets.US_ASCII))
                .isEqualTo("-----BEGIN CERTIFICATE-----\n" + lines.encodeToString(certificate.der())
                        + "\n-----END CERTIFICATE-----\n");
    }

    @Test
    void canBeReadAgain() {
        Certificate certificate = CertificateBuilder.root("CN=One").build().parsed();
        assertThat(PemReader.read(PemWriter.certificates(List.of(certificate))))
                .extracting(PemBlock::der)
                .containsExactly(certificate.der());
    }

    @Test
    void ofNothingIsEmpty() {
        assertThat(PemWriter.certificates(List.of())).isEmpty();
    }
}
