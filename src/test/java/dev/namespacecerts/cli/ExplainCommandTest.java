package dev.namespacecerts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.rules.Rule;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ExplainCommandTest {
    private record Run(int exitCode, String out, String err) {
        static Run of(boolean colored, String... arguments) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            int exitCode = new CommandLine(new ExplainCommand(
                            new PrintStream(out, true, StandardCharsets.UTF_8),
                            new PrintStream(err, true, StandardCharsets.UTF_8),
                            colored))
                    .execute(arguments);
            return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CA-5", "ca-5", "ca5", "CA_5", "Ca05", " ca 5"})
    void findsARuleHoweverItIsWritten(String id) {
        assertThat(Run.of(false, id).out()).startsWith("CA-5: RSA or ECDSA with SHA-256");
    }

    @ParameterizedTest
    @EnumSource
    void printsThePageOfEveryRuleAsPlainText(Rule rule) {
        Run run = Run.of(false, rule.id());
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith(rule.id() + ": " + rule.title() + "\n\nSeverity: ")
                .contains("\nWhy\n\n", "\nExample\n\n", "\nFix\n\n")
                .doesNotContain("```", "](", "\u001b", "\n\n\n");
    }

    @Test
    void formatsParagraphsListsLinksAndCode() {
        assertThat(new PageText(false).of("""
                # Title

                A *long* paragraph with [a rule](CA-1.md), [RFC 5280](https://www.rfc-editor.org/rfc/rfc5280) and
                [an issue](https://example.com/1), and with `code that` breaks.

                - one, which is so long that it does not fit into
                  one line of the terminal, so that it goes on in the line below
                - two

                ```sh
                a  b
                # c

                ```
                """)).isEqualTo("""
                Title

                A *long* paragraph with a rule, RFC 5280 and an issue (https://example.com/1), and with `code that`
                breaks.

                - one, which is so long that it does not fit into one line of the terminal, so that it goes on in
                  the line below
                - two

                    a  b
                    # c

                """);
    }

    @Test
    void usesColorsOnATerminalOnly() {
        assertThat(Run.of(true, "CA-7").out())
                .startsWith("\u001b[1mCA-7: not expired")
                .contains("\u001b[36mopenssl\u001b[0m".replace("openssl", "rotationPolicy: Always"));
        assertThat(Run.of(false, "CA-7").out()).contains("`rotationPolicy: Always`");
    }

    @Test
    void explainsWhatLintFindsWithoutARule() {
        assertThat(Run.of(false, "sourcenotfound").out())
                .startsWith("SourceNotFound\n\nSeverity: Note; with `--strict`, CA-14 or EE-11.")
                .doesNotContain("Encrypted");
    }

    @Test
    void listsTheRules() {
        Run run = Run.of(false);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("CA-1    X.509 version 3\n")
                .contains(
                        "\nDEMO-2  no demo authority beside real CAs\n\nWithout a rule, lint finds: Schema, Unreadable,");
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @ParameterizedTest
    @CsvSource({"CA-15, CA-1", "E-9, EE-9", "shema, Schema", "'', CA-1"})
    void namesTheNearestRules(String id, String nearest) {
        Run run = Run.of(false, id);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("There is no rule \"" + id + "\". Similar: ")
                .contains(nearest);
    }

    @Test
    void escapesWhatIsNoRule() {
        assertThat(Run.of(false, "\u001b[31mCA\u202e").err()).doesNotContain("\u001b", "\u202e");
    }
}
