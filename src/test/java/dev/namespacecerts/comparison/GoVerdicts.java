package dev.namespacecerts.comparison;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Asks Go's crypto/x509 through the program in {@code src/test/go/verdict}. */
final class GoVerdicts {
    private static final Path PROGRAM = Path.of(System.getProperty("basedir", ""), "src/test/go/verdict");
    private static final long LONGEST_MINUTES = 5;

    private static final Pattern ANSWER = Pattern.compile("(\\S+(?: \\d+)?) ((?:ok|refused).*)");

    private GoVerdicts() {}

    /** For each name "ok" and the fields, or "refused" and the error. */
    static Map<String, String> ofCertificates(Map<String, byte[]> certificates) {
        return ask(certificates.entrySet().stream()
                .map(entry -> "cert " + entry.getKey() + " " + base64(entry.getValue()))
                .collect(Collectors.joining("\n")));
    }

    /** For each name, space and index of a certificate "ok", or "refused" and the error. */
    static Map<String, String> ofBundles(List<TestBundle> bundles) {
        return ask(bundles.stream()
                .map(bundle -> "bundle " + bundle.name() + " " + bundle.now().getEpochSecond() + " "
                        + bundle.certificates().stream().map(GoVerdicts::base64).collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n")));
    }

    private static Map<String, String> ask(String questions) {
        try {
            Path input = Files.createTempFile("questions", ".txt");
            Path output = Files.createTempFile("answers", ".txt");
            Files.writeString(input, questions);
            ProcessBuilder builder = new ProcessBuilder("go", "run", ".")
                    .directory(PROGRAM.toFile())
                    .redirectInput(input.toFile())
                    .redirectOutput(output.toFile());
            // Without environment variables that change Go's behaviour. The program needs only the standard library.
            builder.environment().remove("GODEBUG");
            builder.environment().putAll(Map.of("GOFLAGS", "", "GOPROXY", "off", "CGO_ENABLED", "0"));
            run(builder);
            Map<String, String> answers = parse(Files.readString(output));
            Files.delete(input);
            Files.delete(output);
            return answers;
        } catch (IOException e) {
            throw new AssertionError(
                    "the comparison with Go needs Go 1.26 or newer: \"go\" could not be run, " + e.getMessage(), e);
        }
    }

    private static void run(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        try {
            String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError("the Go program failed; it needs Go 1.26 or newer:\n" + errors);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    // NAME ok FACTS, or NAME refused "error"; the name of a certificate of a bundle has an index behind it.
    private static Map<String, String> parse(String answers) {
        Map<String, String> byName = new HashMap<>();
        answers.lines().map(ANSWER::matcher).forEach(answer -> {
            if (!answer.matches()) {
                throw new AssertionError("not understood: " + answer);
            }
            byName.put(answer.group(1), answer.group(2));
        });
        return byName;
    }

    private static String base64(byte[] der) {
        return "x" + Base64.getEncoder().encodeToString(der);
    }
}
