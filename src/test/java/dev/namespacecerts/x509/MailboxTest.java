package dev.namespacecerts.x509;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("E-mail addresses are read as Go's parseRFC2821Mailbox reads them")
class MailboxTest {
    @ParameterizedTest(name = "{0} is {1} at {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a@b.example|a|b.example",
                "a.b+c/d@e|a.b+c/d|e",
                "a@|a|~~",
                "\"a b\"@c|a b|c",
                "\"a\\\"\\\\b\"@c|a\"\\b|c",
                "\"\"@c|~~|c",
                "a\\@b@c|a@b|c",
                "a@b@c|a|b@c",
            })
    void reads(String text, String local, String domain) {
        assertThat(Mailbox.parse(text)).contains(new Mailbox(local, domain));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "a",
                "@b",
                ".a@b",
                "a.@b",
                "a..b@c",
                "a b@c",
                "a@.b",
                "a@b.",
                "a@b..c",
                "a@b c",
                "a\\",
                "\"a@b",
                "\"a\"b@c",
                "\"a\\",
                "\"a\\\u0000\"@b",
                "\"a\tb\"@c",
                "\"a\nb\"@c",
                "\"\u0000\"@b"
            })
    void rejects(String text) {
        assertThat(Mailbox.parse(text)).isEmpty();
    }
}
