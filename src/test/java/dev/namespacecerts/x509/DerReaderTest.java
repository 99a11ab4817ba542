package dev.namespacecerts.x509;

import static dev.namespacecerts.x509.Encoding.reader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.namespacecerts.testing.Bytes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("DER is read as Go's cryptobyte reads it")
class DerReaderTest {
    private static final String WHAT = "the thing";

    @Test
    void readsElementsOneAfterAnother() throws Exception {
        DerReader input = reader("0401aa 0402bbcc");
        assertThat(input.read(DerTag.OCTET_STRING, WHAT).rest()).isEqualTo(Bytes.hex("aa"));
        assertThat(input.isEmpty()).isFalse();
        assertThat(input.readElement(DerTag.OCTET_STRING, WHAT).rest()).isEqualTo(Bytes.hex("0402bbcc"));
        assertThat(input.isEmpty()).isTrue();
    }

    @Test
    void readsALongLength() throws Exception {
        byte[] content = new byte[0x80];
        byte[] der = Bytes.join(Bytes.hex("048180"), content);
        assertThat(new DerReader(der).read(DerTag.OCTET_STRING, WHAT).rest()).isEqualTo(content);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "'', nothing at all",
        "04, no length",
        "0402aa, less content than announced",
        "0480aa0000, an indefinite length",
        "048101aa, a long form for a short length",
        "04820001aa, leading zeros in the length",
        "04850000000001aa, a length of five octets",
        "0484ffffffffaa, a length beyond all bounds",
        "1f0401aa, a tag number above 30",
        "0501aa, another tag",
    })
    void rejectsAnElementWith(String hex, String why) {
        assertThatThrownBy(() -> reader(hex).read(DerTag.OCTET_STRING, WHAT))
                .isInstanceOf(CertificateFormatException.class)
                .hasMessage("the thing is malformed");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"020100, 0", "02017f, 127", "02020080, 128", "0201ff, -1", "02020100, 256", "0202ff7f, -129"})
    void readsAnInteger(String hex, long value) throws Exception {
        assertThat(reader(hex).readInteger(WHAT)).isEqualTo(value);
        assertThat(reader(hex).readLong(DerTag.INTEGER, WHAT)).isEqualTo(value);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({"0200, no octet", "02020001, a superfluous zero", "0202ff80, a superfluous sign"})
    void rejectsAnIntegerWith(String hex, String why) {
        assertThatThrownBy(() -> reader(hex).readInteger(WHAT)).hasMessage("the thing is malformed");
    }

    @Test
    void rejectsALongOfMoreThan64Bits() {
        assertThatThrownBy(() -> reader("0209 010000000000000000").readLong(DerTag.INTEGER, WHAT))
                .hasMessage("the thing is malformed");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"010100, false", "0101ff, true"})
    void readsABoolean(String hex, boolean value) throws Exception {
        assertThat(reader(hex).readBoolean(WHAT)).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"010101", "0100", "01020000"})
    void rejectsABooleanThatIsNeither00NorFf(String hex) {
        assertThatThrownBy(() -> reader(hex).readBoolean(WHAT)).hasMessage("the thing is malformed");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "0603550403, 2.5.4.3",
        "06012a, 1.2",
        "060127, 0.39",
        "06014f, 1.39",
        "060150, 2.0",
        "06022a7f, 1.2.127",
        "06052a87ffff7f, 1.2.16777215",
        "06062a87ffffff7f, 1.2.2147483647",
    })
    void readsAnObjectIdentifier(String hex, String dotted) throws Exception {
        assertThat(reader(hex).readOid(WHAT)).isEqualTo(dotted);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "0600, no octet",
        "06022a80, an end within a number",
        "06032a8001, a number with a superfluous octet",
        "06062a8880808000, a number of more than 31 bits",
        "06072a818080808000, a number of six octets",
    })
    void rejectsAnObjectIdentifierWith(String hex, String why) {
        assertThatThrownBy(() -> reader(hex).readOid(WHAT)).hasMessage("the thing is malformed");
    }

    @Test
    void readsABitString() throws Exception {
        DerBitString bits = reader("030205a0").readBitString(WHAT);
        assertThat(bits.bit(0)).isTrue();
        assertThat(bits.bit(1)).isFalse();
        assertThat(bits.bit(2)).isTrue();
        assertThat(bits.bit(3)).isFalse();
        assertThat(bits.bit(100)).isFalse();
        assertThat(bits.rightAligned()).isEqualTo(Bytes.hex("05"));
        assertThat(reader("0303 04 abc0").readBitString(WHAT).rightAligned()).isEqualTo(Bytes.hex("0abc"));
        assertThat(reader("030100").readBitString(WHAT).rightAligned()).isEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "0300, no octet",
        "030101, unused bits of nothing",
        "030208a0, eight unused bits",
        "0302ffa0, a negative number of unused bits",
        "030201a1, unused bits that are not zero",
    })
    void rejectsABitStringWith(String hex, String why) {
        assertThatThrownBy(() -> reader(hex).readBitString(WHAT)).hasMessage("the thing is malformed");
    }
}
