package dev.namespacecerts.x509;

import static dev.namespacecerts.x509.Encoding.element;
import static dev.namespacecerts.x509.Encoding.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.namespacecerts.testing.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Distinguished names")
class DistinguishedNameTest {
    private static final String CN = "2.5.4.3";
    private static final String O = "2.5.4.10";

    @ParameterizedTest(name = "\"{0}\" equals \"{1}\"")
    @CsvSource({
        "Acme, ACME",
        "Straße, STRASSE",
        "Ångström, Ångström",
        "ﬁle, FILE",
        "Ⅳ, iv",
        "'  a  b ', 'a b'",
        "'a\tb', 'a b'",
        "'a\u00a0b', 'a b'",
        "'a\u00adb\u200b', 'ab'",
        "ΣΊΣΥΦΟΣ, σίσυφοσ",
        "'', '  '",
    })
    void areComparedRegardlessOfCaseAndWhiteSpace(String one, String other) throws Exception {
        assertThat(name(rdn(utf8(CN, one)))).isEqualTo(name(rdn(utf8(CN, other))));
        assertThat(name(rdn(utf8(CN, one)))).hasSameHashCodeAs(name(rdn(utf8(CN, other))));
    }

    @ParameterizedTest(name = "\"{0}\" does not equal \"{1}\"")
    @CsvSource({"Acme, Acme2", "a b, ab", "a, ä", "'', a"})
    void areDifferentOtherwise(String one, String other) throws Exception {
        assertThat(name(rdn(utf8(CN, one)))).isNotEqualTo(name(rdn(utf8(CN, other))));
    }

    @Test
    void areComparedRegardlessOfTheStringType() throws Exception {
        DistinguishedName printable = name(rdn(attribute(CN, DerTag.PRINTABLE_STRING, "Acme")));
        DistinguishedName bmp = name(rdn(attribute(CN, DerTag.BMP_STRING, "\0A\0c\0m\0e")));
        assertThat(printable).isEqualTo(bmp);
        assertThat(printable.sameDer(bmp)).isFalse();
    }

    @ParameterizedTest(name = "{0} \"{1}\" and {2} \"{3}\" differ in {4}")
    @CsvSource({
        "UTF8, Acme, UTF8, ACME, case",
        "UTF8, a b, UTF8, 'a  b', white space",
        "UTF8, a b, UTF8, 'A  b', case and white space",
        "UTF8, straße, UTF8, STRASSE, characters that compare as equal",
        "UTF8, a, PRINTABLE, a, 'string type (CN: UTF8String in the issuer, PrintableString in the CA)'",
        "IA5, a, UTF8, A, 'case and string type (CN: IA5String in the issuer, UTF8String in the CA)'",
    })
    void tellInWhatTheyDifferThoughTheyAreEqual(String type, String one, String otherType, String other, String what)
            throws Exception {
        DistinguishedName issuer = name(rdn(utf8(O, "Acme")), rdn(attribute(CN, tag(type), latin1(one))));
        DistinguishedName subject = name(rdn(utf8(O, "Acme")), rdn(attribute(CN, tag(otherType), latin1(other))));
        assertThat(issuer).isEqualTo(subject);
        assertThat(issuer.differenceFrom(subject)).isEqualTo(what);
    }

    @Test
    void tellOfADifferenceThatIsInNoAttribute() throws Exception {
        assertThat(name(rdn(utf8(CN, "a"), utf8(O, "b"))).differenceFrom(name(rdn(utf8(O, "b"), utf8(CN, "a")))))
                .isEqualTo("encoding");
    }

    private static int tag(String type) {
        return Map.of("UTF8", DerTag.UTF8_STRING, "PRINTABLE", DerTag.PRINTABLE_STRING, "IA5", DerTag.IA5_STRING)
                .get(type);
    }

    /** The octets of a UTF8String, as characters of Latin-1. */
    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Test
    void areComparedInTheOrderOfTheirRelativeNames() throws Exception {
        assertThat(name(rdn(utf8(CN, "a")), rdn(utf8(O, "b"))))
                .isNotEqualTo(name(rdn(utf8(O, "b")), rdn(utf8(CN, "a"))));
        assertThat(name(rdn(utf8(CN, "a"), utf8(O, "b")))).isEqualTo(name(rdn(utf8(O, "B"), utf8(CN, "A"))));
        assertThat(name(rdn(utf8(CN, "a"), utf8(O, "b")))).isNotEqualTo(name(rdn(utf8(CN, "a")), rdn(utf8(O, "b"))));
    }

    @Test
    void countEmptyAttributes() throws Exception {
        assertThat(name(rdn(utf8(CN, "a")), rdn(utf8(O, "")))).isNotEqualTo(name(rdn(utf8(CN, "a"))));
        assertThat(name(rdn(utf8(CN, "a")), rdn())).isNotEqualTo(name(rdn(utf8(CN, "a"))));
    }

    @Test
    void returnTheirValuesUnescaped() throws Exception {
        DistinguishedName name = name(rdn(utf8(CN, "a\u202e")), rdn(utf8(O, "Acme"), utf8(CN, " b,")));
        assertThat(name.values(CN)).containsExactly("a\u202e", " b,");
        assertThat(name.values("2.5.4.11")).isEmpty();
        assertThat(name.isEmpty()).isFalse();
        assertThat(name().isEmpty()).isTrue();
        assertThat(name(rdn()).isEmpty()).isTrue();
    }

    @Test
    void areShownTheMostSpecificPartFirst() throws Exception {
        assertThat(name(rdn(utf8(O, "Acme, Inc.")), rdn(utf8(CN, "x"), utf8("1.2.3", "y"))))
                .hasToString("CN=x+1.2.3=y,O=Acme\\, Inc.");
        assertThat(name()).hasToString("(empty)");
    }

    @ParameterizedTest(name = "\"{0}\" is shown as {1}")
    @CsvSource({
        "' a ', 'CN=\\ a\\ '",
        "' ', 'CN=\\ '",
        "'#a#', 'CN=\\#a#'",
        "'a+b\"c\\d<e>f;g=h', 'CN=a\\+b\\\"c\\\\d\\<e\\>f\\;g=h'",
        "'', 'CN='",
        "'a\u202eb\u0000', 'CN=a\\u{202E}b\\u{0000}'",
    })
    void areShownWithEscapes(String value, String shown) throws Exception {
        assertThat(name(rdn(utf8(CN, value)))).hasToString(shown);
    }

    @Test
    void areCutIfTooLong() throws Exception {
        assertThat(name(rdn(utf8(CN, "x".repeat(1000)))).toString())
                .hasSize(256)
                .endsWith("x…");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "3100, a set in place of a sequence",
        "30023000, a sequence in place of a relative name",
        "300431020500, a null in place of an attribute",
        "3009 3107 3005 0603550403, an attribute without a value",
        "3007 3105 3003 0c0161, an attribute without a type",
    })
    void areRejectedWith(String hex, String why) {
        assertThatThrownBy(() -> NameParser.parse(Encoding.reader(hex), "the subject"))
                .isInstanceOf(CertificateFormatException.class)
                .hasMessageContaining("the subject");
    }

    @Test
    void ofHostileSizeAreComparedAndShownInReasonableTime() throws Exception {
        byte[][] many = new byte[15_000][];
        Arrays.fill(many, rdn(utf8(CN, "a")));
        byte[][] marks = new byte[60][];
        Arrays.fill(marks, rdn(utf8(CN, "a" + "\u0301\u0316".repeat(500))));
        String longest = "\u0301\u0316".repeat(15_000);
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
            for (DistinguishedName name :
                    new DistinguishedName[] {name(many), name(marks), name(rdn(utf8(CN, longest)))}) {
                assertThat(name).isNotEqualTo(name(rdn()));
                assertThat(name.toString()).hasSizeLessThanOrEqualTo(256);
            }
        });
    }

    private static DistinguishedName name(byte[]... relativeNames) throws CertificateFormatException {
        return NameParser.parse(new DerReader(sequence(relativeNames)), "the subject");
    }

    private static byte[] rdn(byte[]... attributes) {
        return element(DerTag.SET, attributes);
    }

    private static byte[] utf8(String oid, String value) throws Exception {
        return sequence(
                new ASN1ObjectIdentifier(oid).getEncoded(),
                element(DerTag.UTF8_STRING, value.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] attribute(String oid, int tag, String latin1) throws Exception {
        return Bytes.join(sequence(new ASN1ObjectIdentifier(oid).getEncoded(), element(tag, Encoding.latin1(latin1))));
    }
}
