package dev.namespacecerts.comparison;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Inputs that the operator once accepted and Go rejects: {@code src/test/resources/comparison/regressions.txt}. */
final class Regressions {
    private Regressions() {}

    static List<Question> all() {
        try (InputStream input = Regressions.class.getResourceAsStream("/comparison/regressions.txt")) {
            return new String(input.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Question::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
