package dev.namespacecerts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of ncb: help, wrong usage and hostile arguments. */
class NcbTest {
    @SuppressWarnings("unused")
    private static final Iterable<String> NAMES = Commands.NAMES;

    @ParameterizedTest
    @ValueSource(strings = {"", "--help", "-h", "help"})
    void helpListsEveryCommand(String argument) {
        NcbRun run = argument.isEmpty() ? NcbRun.of() : NcbRun.of(argument);
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(Commands.NAMES).allSatisfy(name -> assertThat(run.out()).containsPattern("(?m)^  " + name + " "));
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void everyCommandHasHelpWithExamples(String name) {
        NcbRun run = NcbRun.of(name, "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Usage: ncb " + name + " ").containsPattern("(?s)Examples?:\n.*ncb " + name);
        assertThat(run.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(NcbRun.of("help", name).out()).isEqualTo(run.out());
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void aCommandIsCreatedWithoutTheOthers(String name) {
        NcbRun.of(process -> {
            assertThat(Ncb.commandLine(process, name, "--help").getSubcommands())
                    .containsOnlyKeys(name);
            return 0;
        });
    }

    @Test
    void aWrongCommandOrOptionIsNamedWithASuggestion() {
        NcbRun command = NcbRun.of("adpt");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err()).contains("'adpt'").contains("Did you mean: adopt?");
        NcbRun option = NcbRun.of("adopt", "--namme=x", "--from-tcld=-");
        assertThat(option.exitCode()).isEqualTo(2);
        assertThat(option.err())
                .contains("'--namme=x'")
                .contains("Did you mean: --name, --namespace?")
                .contains("Usage: ncb adopt --help");
        assertThat(option.out()).isEmpty();
    }

    @Test
    void escapesHostileArguments() {
        NcbRun run = NcbRun.of("adopt", "--\u001b[31m\n::error::x\u202e");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("\\u{001B}[31m\\u{000A}::error::x\\u{202E}")
                .doesNotContain("\u001b");
    }

    /** A shell replaces "*" by the names of files; a file of a repository must not become options. */
    @Test
    void doesNotReadArgumentsFromAFileWithAnAtSign(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("arguments"), "--version");
        NcbRun run = NcbRun.of("adopt", "@" + file);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("@" + file);
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class, OutOfMemoryError.class})
    void whatACommandThrowsIsExitCodeTwo(Class<? extends Throwable> type) throws Exception {
        Throwable thrown = type.getConstructor(String.class).newInstance("\u001b[2J");
        NcbRun run = NcbRun.of(
                process -> Commands.run(Commands.prepared(new CommandLine(new Throwing(thrown)), process), process));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("Unexpected failure: " + type.getName() + ": \\u{001B}[2J")
                .contains("NcbTest");
    }

    @Command(name = "throwing")
    private record Throwing(Throwable thrown) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (Exception) thrown;
        }
    }
}
