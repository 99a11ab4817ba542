package dev.namespacecerts.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.namespacecerts.testing.Bytes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Strings of names are read as Go's parseASN1String reads them")
class StringDecoderTest {
    @ParameterizedTest(name = "{0} is \"{1}\"")
    @CsvSource({
        "1300, ''",
        "1303 2a2620, '*& '",
        "1309 27282930413d3f3a2f, '''()0A=?:/'",
        "0c03 e282ac, €",
        "0c04 f09f9880, 😀",
        "1402 61e4, aä",
        "1e04 006120ac, a€",
        "1e04 00610000, a",
        "1603 614062, a@b",
        "1203 312033, 1 3",
    })
    void reads(String hex, String text) throws Exception {
        assertThat(decode(hex)).isEqualTo(text);
    }

    @ParameterizedTest(name = "a {1} with {2}")
    @CsvSource({
        "1301 40, PrintableString, an at sign",
        "1301 5f, PrintableString, an underscore",
        "1301 00, PrintableString, a zero",
        "1301 e4, PrintableString, an umlaut",
        "0c01 e4, UTF8String, Latin-1",
        "0c02 c080, UTF8String, an overlong form",
        "0c03 eda080, UTF8String, a surrogate",
        "0c04 f4908080, UTF8String, a code point beyond the last",
        "1e01 00, BMPString, half a character",
        "1e02 d83d, BMPString, half a pair",
        "1e04 d83dde00, BMPString, a pair",
        "1e02 fffe, BMPString, a reversed byte-order mark",
        "1e02 fdd0, BMPString, a noncharacter",
        "1601 80, IA5String, a character that is not ASCII",
        "1201 61, NumericString, a letter",
    })
    void rejects(String hex, String type, String why) {
        assertThatThrownBy(() -> decode(hex))
                .isInstanceOf(CertificateFormatException.class)
                .hasMessageStartingWith("the attribute CN of the subject is a ")
                .hasMessageContaining(type);
    }

    @ParameterizedTest(name = "tag {0}")
    @CsvSource({"1c0400000061", "1a0161", "1b0161", "3000", "0101ff"})
    void rejectsTypesThatGoDoesNotSupport(String hex) {
        assertThatThrownBy(() -> decode(hex))
                .hasMessageStartingWith("the attribute CN of the subject is ")
                .hasMessageContaining("; accepted are PrintableString, UTF8String,");
    }

    @Test
    void namesTheRejectedCharacter() {
        assertThatThrownBy(() -> decode("1301 40"))
                .hasMessage(
                        "the attribute CN of the subject is a PrintableString with \"@\"; accepted are letters, digits,"
                                + " space and ' ( ) + , - . / : = ? * &. A UTF8String may hold any character");
        assertThatThrownBy(() -> decode("1301 07")).hasMessageContaining("PrintableString with \"\\u{0007}\";");
    }

    private static String decode(String hex) throws CertificateFormatException {
        return StringDecoder.decode(new DerReader(Bytes.hex(hex)).readAny("the subject"), "2.5.4.3", "the subject");
    }
}
