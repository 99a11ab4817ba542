package dev.namespacecerts.output;

import dev.namespacecerts.lint.Finding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Identifies findings across runs, so that a CI system can tell new ones from known ones. Lines are no part of it, because they
 * move. Nor is the position of a certificate, which has a fingerprint of its own.
 */
final class Fingerprints {
    private final Map<List<Object>, Integer> occurrences = new HashMap<>();

    /** The fingerprint of the next finding of a result: SHA-256 in hex, unique in the result. */
    String next(Finding finding) {
        List<Object> identity = Stream.of(
                        finding.id(),
                        finding.place().file(),
                        finding.object(),
                        finding.fingerprint() == null
                                ? finding.source() + " " + finding.position()
                                : finding.fingerprint())
                .map(part -> Objects.requireNonNullElse(part, ""))
                .toList();
        int occurrence = occurrences.merge(identity, 1, Integer::sum);
        String text = identity.stream().map(Object::toString).collect(Collectors.joining("\0", "", "\0" + occurrence));
        return HexFormat.of().formatHex(sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
