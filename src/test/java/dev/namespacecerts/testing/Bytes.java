package dev.namespacecerts.testing;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Bytes, as tests write them. */
public final class Bytes {
    private Bytes() {}

    /** All parts, one after another. */
    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Hexadecimal digits, with spaces wherever they help reading. */
    public static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }
}
