package dev.namespacecerts.operator;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Looks for the bytes of private keys, in each form that they may have in a file. */
final class KeyTraces {
    private static final int LENGTH = 16;
    private static final int CHUNK = 1 << 20;

    private final Map<Integer, List<Trace>> byBeginning = new HashMap<>();

    private record Trace(String name, byte[] bytes) {}

    /** Adds a key: its PEM and the same within the data of a Secret, as text and as UTF-16, its DER and its number. */
    void add(String name, String pem) {
        String body = String.join(
                "", pem.lines().filter(line -> !line.startsWith("-----")).toList());
        byte[] der = Base64.getDecoder().decode(body);
        String line = pem.lines().skip(2).findFirst().orElseThrow();
        text(name + " as PEM", line.substring(8));
        // Not at a boundary of three bytes only: where in the Secret it begins is not known.
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = line.substring(8 + shift).getBytes(StandardCharsets.US_ASCII);
            text(name + " as data of a Secret", Base64.getEncoder().encodeToString(shifted));
        }
        bytes(name + " as DER", Arrays.copyOfRange(der, 40, 40 + LENGTH));
    }

    /** Adds a text of at least eight characters. */
    void addText(String name, String text) {
        bytes(name, text.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Adds a text as the value of one String of a heap dump, at most 59 Latin-1 characters. A buffer that this text went through
     * is longer and is not found.
     */
    void addString(String name, String text) {
        byte[] value = text.getBytes(StandardCharsets.ISO_8859_1);
        // A primitive array in HPROF: its length, the type (8 is byte), its elements.
        bytes(
                name,
                ByteBuffer.allocate(5 + value.length)
                        .putInt(value.length)
                        .put((byte) 8)
                        .put(value)
                        .array());
    }

    void add(String name, PrivateKey key) {
        if (key instanceof ECPrivateKey ec) {
            bytes(name + " as a number", trimmed(ec.getS()));
        }
    }

    /** From the middle: leading zeros are not stored everywhere. */
    private static byte[] trimmed(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return Arrays.copyOfRange(bytes, bytes.length - 8 - LENGTH, bytes.length - 8);
    }

    private void text(String name, String text) {
        bytes(name, text.substring(0, LENGTH).getBytes(StandardCharsets.US_ASCII));
        bytes(name + ", UTF-16", text.substring(0, LENGTH).getBytes(StandardCharsets.UTF_16BE));
    }

    private void bytes(String name, byte[] bytes) {
        byBeginning.computeIfAbsent(first(bytes, 0), key -> new ArrayList<>()).add(new Trace(name, bytes));
    }

    /** Which of the keys a file holds, and in which form. */
    List<String> in(Path file) {
        TreeSet<String> found = new TreeSet<>();
        byte[] window = new byte[CHUNK + 4 * LENGTH];
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            int kept = 0;
            int read;
            while ((read = in.readNBytes(window, kept, window.length - kept)) > 0) {
                int end = kept + read;
                for (int i = 0; i + 4 * LENGTH <= end; i++) {
                    for (Trace trace : byBeginning.getOrDefault(first(window, i), List.of())) {
                        byte[] bytes = trace.bytes();
                        if (Arrays.equals(window, i, i + bytes.length, bytes, 0, bytes.length)) {
                            found.add(trace.name());
                        }
                    }
                }
                kept = Math.min(end, 4 * LENGTH - 1);
                System.arraycopy(window, end - kept, window, 0, kept);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(found);
    }

    private static int first(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | (bytes[at + 3] & 0xff);
    }
}
