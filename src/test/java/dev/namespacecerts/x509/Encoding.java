package dev.namespacecerts.x509;

import dev.namespacecerts.testing.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes DER for tests, right or wrong. */
final class Encoding {
    private Encoding() {}

    static byte[] element(int tag, byte[]... content) {
        byte[] all = Bytes.join(content);
        byte[] length = BigInteger.valueOf(all.length).toByteArray();
        if (all.length >= 0x80) {
            length = length[0] == 0 ? Arrays.copyOfRange(length, 1, length.length) : length;
            length = Bytes.join(new byte[] {(byte) (0x80 | length.length)}, length);
        }
        return Bytes.join(new byte[] {(byte) tag}, length, all);
    }

    static byte[] sequence(byte[]... content) {
        return element(DerTag.SEQUENCE, content);
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static DerReader reader(String hex) {
        return new DerReader(Bytes.hex(hex));
    }
}
