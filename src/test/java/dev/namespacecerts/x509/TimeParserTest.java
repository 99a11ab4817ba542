package dev.namespacecerts.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Times are read as Go's cryptobyte reads them")
class TimeParserTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "260102030405Z, 2026-01-02T03:04:05Z",
        "2601020304Z, 2026-01-02T03:04:00Z",
        "491231235959Z, 2049-12-31T23:59:59Z",
        "500101000000Z, 1950-01-01T00:00:00Z",
        "000229000000Z, 2000-02-29T00:00:00Z",
        "260101000000+0130, 2025-12-31T22:30:00Z",
        "2601010000-2400, 2026-01-02T00:00:00Z",
    })
    void readsAUtcTime(String text, Instant instant) throws Exception {
        assertThat(parse(DerTag.UTC_TIME, text)).isEqualTo(instant);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "20500102030405Z, 2050-01-02T03:04:05Z",
        "99991231235959Z, 9999-12-31T23:59:59Z",
        "00000101000000Z, 0000-01-01T00:00:00Z",
        "20500101000000-0030, 2050-01-01T00:30:00Z",
        "99991231235959-2400, +10000-01-01T23:59:59Z",
    })
    void readsAGeneralizedTime(String text, Instant instant) throws Exception {
        assertThat(parse(DerTag.GENERALIZED_TIME, text)).isEqualTo(instant);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "",
                "Z",
                "260102030405",
                "260102030405z",
                "260102030405Z ",
                " 260102030405Z",
                "261302030405Z",
                "260100030405Z",
                "260230030405Z",
                "250229000000Z",
                "260102240000Z",
                "260102036000Z",
                "260102030460Z",
                "26010203040Z",
                "260102030405+0000",
                "260102030405-0000",
                "260102030405+2500",
                "260102030405+0160",
                "260102030405+01",
                "260102030405.5Z",
                "20260102030405Z",
                "２60102030405Z"
            })
    void rejectsAUtcTime(String text) {
        assertRejected(DerTag.UTC_TIME, text);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "",
                "205001020304Z",
                "20500102030405.5Z",
                "20500102030405,5Z",
                "20500102030405",
                "21000229000000Z",
                "20501301000000Z",
                "20500102030405+0000",
                "260102030405Z",
                "120500102030405Z"
            })
    void rejectsAGeneralizedTime(String text) {
        assertRejected(DerTag.GENERALIZED_TIME, text);
    }

    @Test
    void rejectsAnyOtherType() {
        assertRejected(DerTag.PRINTABLE_STRING, "260102030405Z");
    }

    private static void assertRejected(int tag, String text) {
        assertThatThrownBy(() -> parse(tag, text))
                .isInstanceOf(CertificateFormatException.class)
                .hasMessage("notAfter is malformed");
    }

    private static Instant parse(int tag, String text) throws CertificateFormatException {
        return TimeParser.parse(new DerReader(Encoding.element(tag, Encoding.latin1(text))), "notAfter");
    }
}
