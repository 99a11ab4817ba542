package dev.namespacecerts.x509;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Verifies RSA signatures as Go does (crypto/internal/fips140/rsa), which compares the complete encoded message. Bouncy
 * Castle's signers would also accept a DigestInfo without its NULL, and reject a modulus with a small factor. Its
 * PKCS1Encoding and PSSSigner can be configured to give the same results, but need 2 to 5 % and 15 % more CPU time for
 * a key of 2,048 bits.
 */
final class RsaSignature {
    private static final byte PSS_TRAILER = (byte) 0xbc;
    private static final int PSS_PADDING = 8;

    private RsaSignature() {}

    /** Whether the opened signature is the encoded message of RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2.2). */
    static boolean isPkcs1(byte[] opened, SignatureHash hash, byte[] digest) {
        byte[] prefix = hash.digestInfoPrefix();
        byte[] expected = new byte[opened.length];
        Arrays.fill(expected, 2, expected.length, (byte) 0xff);
        expected[1] = 1;
        int digestStart = expected.length - digest.length;
        int prefixStart = digestStart - prefix.length;
        expected[prefixStart - 1] = 0;
        System.arraycopy(prefix, 0, expected, prefixStart, prefix.length);
        System.arraycopy(digest, 0, expected, digestStart, digest.length);
        return Arrays.equals(expected, opened);
    }

    /**
     * Whether the opened signature is one of RSASSA-PSS (RFC 8017 sections 8.1.2 and 9.1.2) with MGF1 of the same hash,
     * and a salt as long as the hash.
     */
    static boolean isPss(byte[] opened, RsaKey key, SignatureHash hash, byte[] digest) {
        int bits = key.modulus().bitLength() - 1;
        int length = octets(bits);
        int dataLength = length - digest.length - 1;
        int saltStart = dataLength - digest.length;
        if (saltStart < 1 || opened.length < length || opened.length > length && opened[0] != 0) {
            return false;
        }
        byte[] encoded = Arrays.copyOfRange(opened, opened.length - length, opened.length);
        int unusedBits = 8 * length - bits;
        if (encoded[length - 1] != PSS_TRAILER || (encoded[0] & 0xff) >>> 8 - unusedBits != 0) {
            return false;
        }
        byte[] tag = Arrays.copyOfRange(encoded, dataLength, length - 1);
        byte[] data = unmask(Arrays.copyOf(encoded, dataLength), tag, hash);
        data[0] &= (byte) (0xff >>> unusedBits);
        for (int i = 0; i < saltStart - 1; i++) {
            if (data[i] != 0) {
                return false;
            }
        }
        if (data[saltStart - 1] != 1) {
            return false;
        }
        MessageDigest expected = hash.newDigest();
        expected.update(new byte[PSS_PADDING]);
        expected.update(digest);
        expected.update(data, saltStart, digest.length);
        return Arrays.equals(expected.digest(), tag);
    }

    /** Whether the signature is as long as the modulus, and below it. */
    static boolean isInRange(RsaKey key, byte[] signature) {
        return signature.length == octets(key.modulus().bitLength())
                && new BigInteger(1, signature).compareTo(key.modulus()) < 0;
    }

    /** The result of RSAVP1 (RFC 8017 section 5.2.2), as long as the signature. */
    static byte[] open(RsaKey key, byte[] signature) {
        byte[] opened = new BigInteger(1, signature)
                .modPow(key.exponent(), key.modulus())
                .toByteArray();
        int skipped = Math.max(opened.length - signature.length, 0); // the octet of the sign
        byte[] padded = new byte[signature.length];
        int copied = opened.length - skipped;
        System.arraycopy(opened, skipped, padded, padded.length - copied, copied);
        return padded;
    }

    /** XOR with MGF1 (RFC 8017 section B.2.1). */
    private static byte[] unmask(byte[] data, byte[] seed, SignatureHash hash) {
        MessageDigest digest = hash.newDigest();
        int offset = 0;
        for (int counter = 0; offset < data.length; counter++) {
            digest.update(seed);
            byte[] mask = digest.digest(new byte[] {0, 0, (byte) (counter >>> 8), (byte) counter});
            for (int i = 0; i < mask.length && offset < data.length; i++) {
                data[offset++] ^= mask[i];
            }
        }
        return data;
    }

    private static int octets(int bits) {
        return (bits + 7) / 8;
    }
}
