package dev.namespacecerts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The completion scripts of the distribution in the shells themselves, as a user types. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CompletionIT {
    private static final Path COMPLETIONS = Path.of("target/ncb/completions").toAbsolutePath();
    private static final String PROMPT = "ready> ";

    private static Path shells;

    @TempDir
    private Path folder;

    @BeforeAll
    static void find() {
        shells = Path.of(Tool.run(new ProcessBuilder("deploy/local/shells")).strip());
    }

    @BeforeEach
    void create() throws IOException {
        Path stub = Files.writeString(folder.resolve("ncb"), "#!/bin/sh\nprintf '<%s>' \"$@\"\necho\n");
        assertThat(stub.toFile().setExecutable(true)).isTrue();
        Files.writeString(
                folder.resolve("rc"), "PS1='" + PROMPT + "'\nsource " + COMPLETIONS.resolve("ncb.bash") + "\n");
        Files.writeString(folder.resolve(".zshenv"), """
            module_path=(%1$s/usr/lib/*/zsh/5*(N) $module_path)
            fpath=(%2$s %1$s/usr/share/zsh/functions/**/*(N/) $fpath)
            """.formatted(shells, COMPLETIONS));
        Files.writeString(folder.resolve(".zshrc"), "PS1='" + PROMPT + "'\nautoload -Uz compinit\ncompinit -u\n");
    }

    @ParameterizedTest
    @CsvSource({
        "bash, ncb li, <lint>",
        "bash, ncb lint --fo, <lint><--format>",
        "bash, ncb filter te, <filter><test>",
        "zsh, ncb li, <lint>",
        "zsh, ncb lint --fo, <lint><--format>",
        "zsh, ncb filter te, <filter><test>",
        "zsh, ncb status --conte, <status><--context>",
        "zsh, ncb lint --format sari, <lint><--format><sarif>",
        "zsh, ncb lint zshe, <lint><zshenv-of-user>"
    })
    void theTabKeyCompletes(String shell, String typed, String expected) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("zshenv-of-user"), "");
        String command = shell.equals("bash")
                ? "bash --noprofile --rcfile rc -i"
                : shells.resolve("bin/zsh") + " -o no_global_rcs -i";
        ProcessBuilder builder = new ProcessBuilder(List.of("script", "-qfec", command, "/dev/null"))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "ZDOTDIR",
                        folder.toString(),
                        "HOME",
                        folder.toString(),
                        "HISTFILE",
                        "/dev/null",
                        "TERM",
                        "dumb",
                        "PATH",
                        folder + ":" + System.getenv("PATH")));
        Process process = builder.start();
        try (OutputStream keys = process.getOutputStream();
                InputStream screen = process.getInputStream()) {
            StringBuilder seen = new StringBuilder();
            readUntil(screen, seen, PROMPT);
            type(keys, typed + "\t\r");
            readUntil(screen, seen, expected + "\r\n");
            type(keys, "exit\r");
            // A shell that ends writes into the folder, which is deleted after this.
            screen.transferTo(OutputStream.nullOutputStream());
            process.waitFor();
        } finally {
            process.destroy();
        }
    }

    /** With what the shell itself calls when the key is typed. */
    @ParameterizedTest
    @CsvSource({"ncb li, lint", "ncb lint --fo, --format", "ncb filter te, test", "ncb lint --format sari, sarif"})
    void fishCompletes(String typed, String expected) {
        Tool.Result result = Tool.tryTo(new ProcessBuilder(
                shells.resolve("bin/fish").toString(),
                "--no-config",
                "-c",
                "source " + COMPLETIONS.resolve("ncb.fish") + "; complete -C '" + typed + "'"));
        assertThat(result.output().lines()).first().asString().matches(expected + "(\t.*)?");
        assertThat(result.output().lines()).hasSize(1);
    }

    private static void type(OutputStream keys, String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    private static void readUntil(InputStream screen, StringBuilder seen, String expected) throws IOException {
        byte[] buffer = new byte[4096];
        while (seen.indexOf(expected) < 0) {
            int read = screen.read(buffer);
            assertThat(read).as("the end of " + seen).isPositive();
            seen.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
        }
        seen.setLength(0);
    }
}
