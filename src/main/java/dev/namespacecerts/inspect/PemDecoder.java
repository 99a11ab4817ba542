package dev.namespacecerts.inspect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** Decodes PEM blocks other than certificates. */
final class PemDecoder {
    private PemDecoder() {}

    /** The contents of the blocks with one of the labels, up to the first one that cannot be decoded. */
    static List<byte[]> decode(byte[] text, Set<String> labels) {
        List<byte[]> contents = new ArrayList<>();
        try (PemReader reader =
                new PemReader(new InputStreamReader(new ByteArrayInputStream(text), StandardCharsets.ISO_8859_1))) {
            for (PemObject block = reader.readPemObject(); block != null; block = reader.readPemObject()) {
                if (labels.contains(block.getType())) {
                    contents.add(block.getContent());
                }
            }
        } catch (IOException | RuntimeException e) {
            return contents; // Bouncy Castle may throw any exception, and quote the input in it
        }
        return contents;
    }
}
