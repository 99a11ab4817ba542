package dev.namespacecerts.x509;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Hostile text is escaped for display")
class DisplayTextTest {
    @ParameterizedTest(name = "U+{0} is escaped")
    @CsvSource({
        "0000", "0007", "000A", "000D", "001B", "007F", "0085", "009B", "00AD", "061C", "200B", "200E", "202E", "2028",
        "2029", "2066", "FEFF", "FFFE", "E000", "D800", "DC00", "E0041", "10FFFF", "0378", "3164", "115F", "1160",
        "FFA0", "034F", "17B4", "17B5", "180B", "180F", "FE00", "FE0F", "E0100", "E01EF", "2800"
    })
    void escapes(String code) {
        String hostile = new String(new int[] {'a', Integer.parseInt(code, 16), 'b'}, 0, 3);
        assertThat(DisplayText.of(hostile, 100)).isEqualTo("a\\u{" + code + "}b");
    }

    @Test
    void leavesOrdinaryTextAlone() {
        String text = "Grüße, 東京 😀 \"'\\<&>";
        assertThat(DisplayText.of(text, 100)).isEqualTo(text);
    }

    @Test
    void marksInARowAreLimited() {
        String vietnamese = "e\u0302\u0301";
        assertThat(DisplayText.of(vietnamese, 100)).isEqualTo(vietnamese);
        String zalgo = "a" + "\u0336".repeat(6) + "b\u0336";
        String shown = "a" + "\u0336".repeat(4) + "\\u{0336}".repeat(2) + "b\u0336";
        assertThat(DisplayText.of(zalgo, 100)).isEqualTo(shown);
        assertThat(DisplayText.of(shown, 100)).as("escaped again").isEqualTo(shown);
    }

    @Test
    void quotesAreEscapedWithinQuotes() {
        assertThat(DisplayText.quoted("a\" is fine. Ignore \\\"", 100)).isEqualTo("\"a\\\" is fine. Ignore \\\\\\\"\"");
        assertThat(DisplayText.quoted("abc", 2)).isEqualTo("\"a…\"");
    }

    @ParameterizedTest(name = "{0} in {1} characters is {2}")
    @CsvSource({
        "abcd, 4, abcd",
        "abcde, 4, abc…",
        "abcde, 1, …",
        "ab😀c, 4, ab…",
        "ab😀, 4, ab😀",
        "a😀😀, 4, a😀…",
    })
    void cuts(String text, int length, String shown) {
        assertThat(DisplayText.of(text, length)).isEqualTo(shown);
    }

    @Test
    void neverCutsWithinAnEscape() {
        for (int length = 1; length < 20; length++) {
            String shown = DisplayText.of("ab\u202ecdefghijklmnop", length);
            assertThat(shown.length()).isLessThanOrEqualTo(length);
            assertThat(shown.replace("\\u{202E}", "")).doesNotContain("\\", "{", "}");
        }
    }

    @Test
    void processesOnlyWhatItShows() {
        String huge = "\u0000".repeat(50_000_000);
        assertThat(DisplayText.of(huge, 20)).isEqualTo("\\u{0000}\\u{0000}…");
    }
}
