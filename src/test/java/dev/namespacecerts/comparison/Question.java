package dev.namespacecerts.comparison;

import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An input that the operator and Go evaluate, as a line that the Go program reads and that a test can keep.
 *
 * @param name without spaces
 * @param now time of the evaluation
 * @param parts as described in {@link Kind}
 */
record Question(Kind kind, String name, Instant now, List<byte[]> parts) {

    /** Kind of an input. */
    enum Kind {
        /** The DER of one certificate. */
        CERTIFICATE,
        /** The text of a bundle. */
        BUNDLE,
        /** The text of a bundle and {@code tls.crt}. */
        LEAF,
        /** {@code tls.crt} and {@code tls.key}. */
        KEY
    }

    /** The reverse of {@link #line()}. */
    static Question parse(String line) {
        String[] fields = line.split(" ", -1);
        return new Question(
                Kind.valueOf(fields[0]),
                fields[1],
                Instant.ofEpochSecond(Long.parseLong(fields[2])),
                Arrays.stream(fields)
                        .skip(3)
                        .map(part -> Base64.getDecoder().decode(part.substring(1)))
                        .toList());
    }

    /** Kind, name, seconds and the parts in base64; the x makes sure that there is something even for no bytes. */
    String line() {
        return kind + " " + name + " " + now.getEpochSecond() + " "
                + parts.stream()
                        .map(part -> "x" + Base64.getEncoder().encodeToString(part))
                        .collect(Collectors.joining(" "));
    }

    Question with(String newName, List<byte[]> newParts) {
        return new Question(kind, newName, now, newParts);
    }
}
