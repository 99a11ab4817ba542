package dev.namespacecerts.x509;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Reads DER exactly as golang.org/x/crypto/cryptobyte's String does: minimal definite lengths of at most four octets,
 * tags below 31, minimal integers, booleans of 00 and FF. The caller decides whether unread octets are an error. Each
 * reading method takes the name of the element for the message of the exception.
 */
final class DerReader {
    private static final int HIGH_TAG_NUMBER = 0x1f;

    private final byte[] data;
    private int position;
    private final int end;

    DerReader(byte[] data) {
        this(data, 0, data.length);
    }

    private DerReader(byte[] data, int position, int end) {
        this.data = data;
        this.position = position;
        this.end = end;
    }

    boolean isEmpty() {
        return position == end;
    }

    boolean nextIs(int tag) {
        return position < end && octet(position) == tag;
    }

    /** A copy of the unread octets. */
    byte[] rest() {
        return Arrays.copyOfRange(data, position, end);
    }

    /** Whether the unread octets equal those of another reader. */
    boolean restEquals(DerReader other) {
        return Arrays.equals(data, position, end, other.data, other.position, other.end);
    }

    /** The content of the next element, which must have the given tag. */
    DerReader read(int tag, String what) throws CertificateFormatException {
        DerElement element = readAny(what);
        if (element.tag() != tag) {
            throw malformed(what);
        }
        return element.content();
    }

    /** The next element including its header, which must have the given tag. */
    DerReader readElement(int tag, String what) throws CertificateFormatException {
        int start = position;
        read(tag, what);
        return new DerReader(data, start, position);
    }

    /** The next element with any tag, including its header. */
    DerReader readAnyElement(String what) throws CertificateFormatException {
        int start = position;
        readAny(what);
        return new DerReader(data, start, position);
    }

    /** The next element with any tag (cryptobyte: readASN1). */
    DerElement readAny(String what) throws CertificateFormatException {
        if (end - position < 2) {
            throw malformed(what);
        }
        int tag = octet(position);
        if ((tag & HIGH_TAG_NUMBER) == HIGH_TAG_NUMBER) {
            throw malformed(what);
        }
        int first = octet(position + 1);
        int header = 2;
        long length = first;
        if (first >= 0x80) {
            int octets = first & 0x7f;
            if (octets == 0 || octets > 4 || end - position < 2 + octets) {
                throw malformed(what);
            }
            length = 0;
            for (int i = 0; i < octets; i++) {
                length = length << 8 | octet(position + header++);
            }
            if (length < 0x80 || length >>> 8 * (octets - 1) == 0) {
                throw malformed(what);
            }
        }
        if (length > end - position - header) {
            throw malformed(what);
        }
        int start = position + header;
        position = start + (int) length;
        return new DerElement(tag, new DerReader(data, start, position));
    }

    void skipOptional(int tag, String what) throws CertificateFormatException {
        if (nextIs(tag)) {
            read(tag, what);
        }
    }

    boolean readBoolean(String what) throws CertificateFormatException {
        DerReader content = read(DerTag.BOOLEAN, what);
        if (content.length() != 1 || content.octet(content.position) != 0 && content.octet(content.position) != 0xff) {
            throw malformed(what);
        }
        return content.octet(content.position) == 0xff;
    }

    BigInteger readInteger(String what) throws CertificateFormatException {
        return new BigInteger(readIntegerOctets(DerTag.INTEGER, what));
    }

    /** Reads an integer of at most 64 bits. */
    long readLong(int tag, String what) throws CertificateFormatException {
        byte[] octets = readIntegerOctets(tag, what);
        if (octets.length > Long.BYTES) {
            throw malformed(what);
        }
        return new BigInteger(octets).longValue();
    }

    private byte[] readIntegerOctets(int tag, String what) throws CertificateFormatException {
        byte[] octets = read(tag, what).rest();
        if (octets.length == 0
                || octets.length > 1 && (octets[0] == 0 && octets[1] >= 0 || octets[0] == -1 && octets[1] < 0)) {
            throw malformed(what);
        }
        return octets;
    }

    /** Reads an object identifier as dotted numbers, each below 2^31. */
    String readOid(String what) throws CertificateFormatException {
        DerReader content = read(DerTag.OBJECT_IDENTIFIER, what);
        if (content.isEmpty()) {
            throw malformed(what);
        }
        int first = content.readBase128(what);
        int root = Math.min(first / 40, 2);
        StringBuilder dotted = new StringBuilder().append(root).append('.').append(first - 40 * root);
        while (!content.isEmpty()) {
            dotted.append('.').append(content.readBase128(what));
        }
        return dotted.toString();
    }

    private int readBase128(String what) throws CertificateFormatException {
        int value = 0;
        for (int i = 0; !isEmpty(); i++) {
            int octet = octet(position++);
            if (value >= 1 << 24 || i == 0 && octet == 0x80) {
                throw malformed(what);
            }
            value = value << 7 | octet & 0x7f;
            if (octet < 0x80) {
                return value;
            }
        }
        throw malformed(what);
    }

    DerBitString readBitString(String what) throws CertificateFormatException {
        byte[] octets = read(DerTag.BIT_STRING, what).rest();
        if (octets.length == 0) {
            throw malformed(what);
        }
        int padding = octets[0];
        if (padding < 0
                || padding > 7
                || octets.length == 1 && padding != 0
                || octets.length > 1 && (octets[octets.length - 1] & (1 << padding) - 1) != 0) {
            throw malformed(what);
        }
        return new DerBitString(Arrays.copyOfRange(octets, 1, octets.length), padding);
    }

    private int length() {
        return end - position;
    }

    private int octet(int index) {
        return data[index] & 0xff;
    }

    static CertificateFormatException malformed(String what) {
        return new CertificateFormatException(what + " is malformed");
    }
}
