package dev.namespacecerts.x509;

import static dev.namespacecerts.x509.Encoding.element;
import static dev.namespacecerts.x509.Encoding.latin1;
import static dev.namespacecerts.x509.Encoding.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.namespacecerts.testing.Bytes;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Subject alternative names are read as Go's parseSANExtension reads them")
class SubjectAlternativeNameParserTest {
    @Test
    void readsFourKindsAndIgnoresTheOthers() throws Exception {
        byte[] mapped = Bytes.hex("00000000000000000000ffff01020304");
        SubjectAlternativeNames names = parse(
                element(GeneralName.DNS, latin1("*.a..b_c.")),
                element(GeneralName.EMAIL, latin1("not an address")),
                element(GeneralName.URI, latin1("spiffe://a.example/b")),
                element(GeneralName.URI, latin1("urn:x")),
                element(GeneralName.IP, Bytes.hex("0a000001")),
                element(GeneralName.IP, mapped),
                element(DerTag.context(8), Bytes.hex("2a03")),
                element(DerTag.contextConstructed(4), Bytes.hex("3000")),
                element(DerTag.IA5_STRING, latin1("x")));
        assertThat(names.present()).isTrue();
        assertThat(names.dnsNames()).containsExactly("*.a..b_c.");
        assertThat(names.emails()).containsExactly("not an address");
        assertThat(names.uris()).containsExactly("spiffe://a.example/b", "urn:x");
        assertThat(names.ips()).extracting(InetAddress::getAddress).containsExactly(Bytes.hex("0a000001"), mapped);
    }

    @ParameterizedTest(name = "{2}: {3}")
    @CsvSource({
        "82, ff, a DNS name, holds a character that is not ASCII",
        "81, ff, an e-mail address, holds a character that is not ASCII",
        "86, ff, a URI, holds a character that is not ASCII",
        "86, 3a, a URI, has no scheme before its colon",
        "86, 783a2f2f612e2f, a URI, has an invalid host",
        "86, 783a2f2f2e61, a URI, has an invalid host",
        "86, 783a2f2f256333256134, a URI, has an invalid host",
        "87, 0102, an IP address, 'has 2 bytes, allowed are 4 and 16'",
        "87, '', an IP address, 'has 0 bytes, allowed are 4 and 16'",
        "87, 0a000000ff000000, an IP address, 'has 8 bytes, allowed are 4 and 16'",
    })
    void rejects(String tag, String hex, String kind, String why) {
        assertThatThrownBy(() -> parse(element(Integer.parseInt(tag, 16), Bytes.hex(hex))))
                .isInstanceOf(CertificateFormatException.class)
                .hasMessage(kind + " among the subject alternative names " + why);
    }

    @Test
    void takesTimeInProportionToTheNumberOfNames() {
        byte[][] many = new byte[40_000][];
        Arrays.fill(many, element(GeneralName.URI, latin1("x:")));
        Assertions.assertTimeout(
                Duration.ofSeconds(5), () -> assertThat(parse(many).uris()).hasSize(40_000));
    }

    private static SubjectAlternativeNames parse(byte[]... names) throws CertificateFormatException {
        return SubjectAlternativeNameParser.parse(new DerReader(sequence(names)));
    }
}
