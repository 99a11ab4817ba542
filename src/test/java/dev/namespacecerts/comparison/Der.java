package dev.namespacecerts.comparison;

import dev.namespacecerts.testing.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/** Writes DER, and what only looks like it, element by element. */
final class Der {
    static final int BOOLEAN = 0x01;
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int NULL = 0x05;
    static final int UTF8 = 0x0c;
    static final int NUMERIC = 0x12;
    static final int PRINTABLE = 0x13;
    static final int T61 = 0x14;
    static final int IA5 = 0x16;
    static final int UTC_TIME = 0x17;
    static final int GENERALIZED_TIME = 0x18;
    static final int VISIBLE = 0x1a;
    static final int UNIVERSAL = 0x1c;
    static final int BMP = 0x1e;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;

    private Der() {}

    static byte[] element(int tag, byte[]... content) {
        byte[] all = Bytes.join(content);
        return Bytes.join(new byte[] {(byte) tag}, length(all.length), all);
    }

    static byte[] sequence(byte[]... content) {
        return element(SEQUENCE, content);
    }

    static byte[] octets(byte[]... content) {
        return element(OCTET_STRING, content);
    }

    /** A primitive element with a tag of its own, such as a general name. */
    static byte[] context(int number, byte[]... content) {
        return element(0x80 | number, content);
    }

    /** A constructed element with a tag of its own. */
    static byte[] explicit(int number, byte[]... content) {
        return element(0xa0 | number, content);
    }

    static byte[] text(int tag, String latin1) {
        return element(tag, ascii(latin1));
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] bool(boolean value) {
        return element(BOOLEAN, new byte[] {(byte) (value ? 0xff : 0)});
    }

    static byte[] integer(long value) {
        return element(INTEGER, BigInteger.valueOf(value).toByteArray());
    }

    static byte[] bits(int unused, byte... content) {
        return element(BIT_STRING, new byte[] {(byte) unused}, content);
    }

    static byte[] oid(String dotted) {
        try {
            return new ASN1ObjectIdentifier(dotted).getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The shortest form, as DER wants it. */
    static byte[] length(int length) {
        if (length < 0x80) {
            return new byte[] {(byte) length};
        }
        if (length < 0x100) {
            return new byte[] {(byte) 0x81, (byte) length};
        }
        return new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length};
    }
}
