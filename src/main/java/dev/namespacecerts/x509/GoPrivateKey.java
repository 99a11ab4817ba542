package dev.namespacecerts.x509;

import dev.namespacecerts.x509.SubjectPublicKey.KeyAlgorithm;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Reads private keys as Go's {@code tls.X509KeyPair} does (Go 1.26): PKCS#1, PKCS#8 or SEC 1, regardless of the label,
 * in the DER that {@code encoding/asn1} accepts. It rejects some malformed keys that Go accepts, but accepts none that
 * Go rejects.
 */
final class GoPrivateKey {
    private static final String WHAT = "the private key";
    private static final String LABEL = "PRIVATE KEY";
    private static final int CLOSEST = 100; // from checkPrivateKey of Go's crypto/rsa; PrivateKeys has its other checks

    private GoPrivateKey() {}

    /** The content of the block that Go uses as the key: the first one with a label of a private key. */
    static Optional<byte[]> find(byte[] text) {
        GoPem pem = new GoPem(text);
        Optional<GoPem.Block> block = pem.next();
        while (block.isPresent() && !isKey(block.get().type())) {
            block = pem.next();
        }
        return block.map(GoPem.Block::content);
    }

    private static boolean isKey(String type) {
        return type.equals(LABEL) || type.endsWith(" " + LABEL);
    }

    /** Whether Go can read a key of the given algorithm. Does not compare it with any other key. */
    static boolean isReadable(byte[] der, KeyAlgorithm algorithm) {
        if (algorithm == KeyAlgorithm.RSA) {
            return isPkcs1(der)
                    || pkcs8(der, PublicKeyParser.RSA)
                            .filter(pkcs8 -> isPkcs1(pkcs8.key()))
                            .isPresent();
        }
        return pkcs8(der, PublicKeyParser.EC)
                .map(pkcs8 -> isSec1(pkcs8.key(), pkcs8.hasCurve()))
                .orElseGet(() -> isSec1(der, false));
    }

    private record Pkcs8(boolean hasCurve, byte[] key) {}

    private static Optional<Pkcs8> pkcs8(byte[] der, String algorithm) {
        try {
            DerReader content = new DerReader(der).read(DerTag.SEQUENCE, WHAT);
            content.readLong(DerTag.INTEGER, WHAT);
            DerReader identifier = content.read(DerTag.SEQUENCE, WHAT);
            boolean same = identifier.readOid(WHAT).equals(algorithm);
            boolean hasCurve = identifier.nextIs(DerTag.OBJECT_IDENTIFIER);
            if (!identifier.isEmpty()) {
                identifier.readAny(WHAT);
            }
            byte[] key = content.read(DerTag.OCTET_STRING, WHAT).rest();
            return same ? Optional.of(new Pkcs8(hasCurve, key)) : Optional.empty();
        } catch (CertificateFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isSec1(byte[] der, boolean hasOuterCurve) {
        try {
            DerReader content = new DerReader(der).read(DerTag.SEQUENCE, WHAT);
            boolean good = content.readLong(DerTag.INTEGER, WHAT) == 1;
            content.read(DerTag.OCTET_STRING, WHAT);
            boolean hasCurve = content.nextIs(DerTag.contextConstructed(0));
            if (hasCurve) {
                DerReader explicit = content.read(DerTag.contextConstructed(0), WHAT);
                explicit.readOid(WHAT);
                good &= explicit.isEmpty();
            }
            if (content.nextIs(DerTag.contextConstructed(1))) {
                DerReader explicit = content.read(DerTag.contextConstructed(1), WHAT);
                explicit.readBitString(WHAT);
                good &= explicit.isEmpty();
            }
            // Go ignores trailing elements. Here they are rejected, because they could be damaged forms of the two
            // optional ones.
            return good && content.isEmpty() && (hasCurve || hasOuterCurve);
        } catch (CertificateFormatException e) {
            return false;
        }
    }

    private static boolean isPkcs1(byte[] der) {
        try {
            DerReader input = new DerReader(der);
            DerReader content = input.read(DerTag.SEQUENCE, WHAT);
            boolean good = content.readLong(DerTag.INTEGER, WHAT) <= 1 && input.isEmpty();
            BigInteger n = content.readInteger(WHAT);
            content.readLong(DerTag.INTEGER, WHAT);
            BigInteger d = content.readInteger(WHAT);
            BigInteger p = content.readInteger(WHAT);
            BigInteger q = content.readInteger(WHAT);
            content.readInteger(WHAT);
            content.readInteger(WHAT);
            BigInteger coefficient = content.readInteger(WHAT);
            return good
                    && content.isEmpty()
                    && d.signum() > 0
                    && coefficient.signum() > 0
                    && d.compareTo(n) < 0
                    && coefficient.compareTo(p) < 0
                    && p.subtract(q).abs().bitLength() > n.bitLength() / 2 - CLOSEST
                    && d.bitLength() > n.bitLength() / 2;
        } catch (CertificateFormatException e) {
            return false;
        }
    }
}
