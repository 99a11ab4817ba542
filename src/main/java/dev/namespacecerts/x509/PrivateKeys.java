package dev.namespacecerts.x509;

import dev.namespacecerts.x509.SubjectPublicKey.KeyAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** Compares private keys with certificates. Keeps no part of a key, and throws no exception that quotes one. */
public final class PrivateKeys {
    private static final int MOST_BYTES = 65_536;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    static final String PKCS8 = "PRIVATE KEY";
    static final String PKCS1 = "RSA PRIVATE KEY";
    static final String SEC1 = "EC PRIVATE KEY";

    private PrivateKeys() {}

    /**
     * Compares the key in a PEM text with that of a certificate. Like Go's tls.X509KeyPair, uses the first private key
     * and ignores other blocks before it.
     *
     * @param text at most 64 KiB; or null
     */
    public static KeyMatch match(byte[] text, SubjectPublicKey key) {
        if (text == null || text.length == 0) {
            return KeyMatch.MISSING;
        }
        return first(text)
                .map(block -> {
                    KeyMatch match = match(block, key);
                    return switch (match) {
                        case PKCS8, PKCS1, SEC1 -> forGo(text, block.getContent(), key, match);
                        default -> match;
                    };
                })
                .orElse(KeyMatch.UNREADABLE);
    }

    /** What a text is where no certificate can be read: a key is compared with nothing then. */
    public static KeyMatch withoutCertificate(byte[] text) {
        if (text == null || text.length == 0) {
            return KeyMatch.MISSING;
        }
        Optional<PemObject> block = first(text);
        if (block.isEmpty()) {
            return KeyMatch.UNREADABLE;
        }
        if (isEncrypted(block.get())) {
            return KeyMatch.ENCRYPTED;
        }
        return isMarked(text) && GoPrivateKey.find(text).isEmpty() ? KeyMatch.BYTE_ORDER_MARK : KeyMatch.NOT_COMPARED;
    }

    private static boolean isEncrypted(PemObject block) {
        return !block.getHeaders().isEmpty() || block.getType().equals("ENCRYPTED PRIVATE KEY");
    }

    /** The first private key of a PEM text; ignores a byte-order mark before it. */
    static Optional<PemObject> first(byte[] text) {
        if (text == null || text.length > MOST_BYTES) {
            return Optional.empty();
        }
        int start = isMarked(text) ? BYTE_ORDER_MARK.length : 0;
        try (PemReader reader = new PemReader(new InputStreamReader(
                new ByteArrayInputStream(text, start, text.length), StandardCharsets.ISO_8859_1))) {
            PemObject block = reader.readPemObject();
            while (block != null && !block.getType().endsWith(PKCS8)) {
                block = reader.readPemObject();
            }
            return Optional.ofNullable(block);
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // Bouncy Castle may throw any exception, and quote the input in it
        }
    }

    /** Whether a byte-order mark precedes the text. OpenSSL and Java ignore it. */
    private static boolean isMarked(byte[] text) {
        return text.length > BYTE_ORDER_MARK.length
                && Arrays.equals(text, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }

    /** The result for Go. Bouncy Castle accepts more encodings than Go. */
    private static KeyMatch forGo(byte[] text, byte[] der, SubjectPublicKey key, KeyMatch form) {
        if (GoPrivateKey.find(text).filter(found -> Arrays.equals(found, der)).isEmpty()) {
            return isMarked(text) ? KeyMatch.BYTE_ORDER_MARK : KeyMatch.NOT_GO_PEM;
        }
        if (GoPrivateKey.isReadable(der, key.algorithm())) {
            return form;
        }
        return form == KeyMatch.PKCS8 && !isReadableForJava(der, key.algorithm())
                ? KeyMatch.UNREADABLE
                : KeyMatch.NOT_GO_DER;
    }

    /**
     * Whether the newest Java reads the key, regardless of the Java that runs this. Older versions ignore the public
     * key inside an EC key.
     */
    private static boolean isReadableForJava(byte[] pkcs8, KeyAlgorithm algorithm) {
        try {
            if (algorithm == KeyAlgorithm.ECDSA) {
                ECPrivateKey.getInstance(PrivateKeyInfo.getInstance(pkcs8).parsePrivateKey())
                        .getPublicKey();
            }
            KeyFactory.getInstance(algorithm == KeyAlgorithm.RSA ? "RSA" : "EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            return true;
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            return false;
        }
    }

    private static KeyMatch match(PemObject block, SubjectPublicKey key) {
        try {
            return compare(block, key);
        } catch (IOException | CertificateFormatException | RuntimeException e) {
            return KeyMatch.UNREADABLE; // see above
        }
    }

    private static KeyMatch compare(PemObject block, SubjectPublicKey key)
            throws IOException, CertificateFormatException {
        if (isEncrypted(block)) {
            return KeyMatch.ENCRYPTED;
        }
        PublicKeyInfo wanted = PublicKeyInfo.parse(new DerReader(key.spki()));
        return switch (block.getType()) {
            case PKCS8 -> pkcs8(PrivateKeyInfo.getInstance(block.getContent()), key, wanted);
            case PKCS1 -> {
                RSAPrivateKey found = RSAPrivateKey.getInstance(block.getContent());
                yield key.algorithm() == KeyAlgorithm.RSA
                        ? match(found, RsaKey.parse(wanted), KeyMatch.PKCS1)
                        : KeyMatch.OTHER_KEY;
            }
            case SEC1 -> {
                ECPrivateKey found = ECPrivateKey.getInstance(block.getContent());
                yield key.algorithm() == KeyAlgorithm.ECDSA
                        ? match(found, found.getParametersObject(), EcKey.parse(wanted), KeyMatch.SEC1)
                        : KeyMatch.OTHER_KEY;
            }
            default -> KeyMatch.UNREADABLE;
        };
    }

    /** Compares a PKCS#8 key. Clients rely on its algorithm identifier, so the key must be of that algorithm. */
    private static KeyMatch pkcs8(PrivateKeyInfo found, SubjectPublicKey key, PublicKeyInfo wanted)
            throws IOException, CertificateFormatException {
        AlgorithmIdentifier algorithm = found.getPrivateKeyAlgorithm();
        if (key.algorithm() == KeyAlgorithm.RSA
                && algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return match(RSAPrivateKey.getInstance(found.parsePrivateKey()), RsaKey.parse(wanted), KeyMatch.PKCS8);
        }
        if (key.algorithm() == KeyAlgorithm.ECDSA
                && algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            ECPrivateKey ec = ECPrivateKey.getInstance(found.parsePrivateKey());
            return match(ec, algorithm.getParameters(), EcKey.parse(wanted), KeyMatch.PKCS8);
        }
        return KeyMatch.OTHER_KEY;
    }

    private static KeyMatch match(RSAPrivateKey found, RsaKey wanted, KeyMatch form) {
        if (!found.getModulus().equals(wanted.modulus())
                || !found.getPublicExponent().equals(wanted.exponent())) {
            return KeyMatch.OTHER_KEY;
        }
        return isConsistent(found) ? form : KeyMatch.UNREADABLE;
    }

    /** Whether an RSA key passes the checks of Go's crypto/rsa before its use (RFC 8017 section 3.2). */
    static boolean isConsistent(RSAPrivateKey key) {
        BigInteger p = key.getPrime1();
        BigInteger q = key.getPrime2();
        if (p.compareTo(BigInteger.TWO) <= 0 || q.compareTo(BigInteger.TWO) <= 0) {
            return false;
        }
        BigInteger p1 = p.subtract(BigInteger.ONE);
        BigInteger q1 = q.subtract(BigInteger.ONE);
        BigInteger product = key.getPublicExponent().multiply(key.getPrivateExponent());
        return p.multiply(q).equals(key.getModulus())
                && product.mod(p1).equals(BigInteger.ONE)
                && product.mod(q1).equals(BigInteger.ONE)
                && key.getPrivateExponent().mod(p1).equals(key.getExponent1())
                && key.getPrivateExponent().mod(q1).equals(key.getExponent2())
                && key.getCoefficient().multiply(q).mod(p).equals(BigInteger.ONE);
    }

    /** @param curve must be a named curve, because clients can read only those */
    private static KeyMatch match(ECPrivateKey found, ASN1Encodable curve, EcKey wanted, KeyMatch form) {
        if (!(curve instanceof ASN1ObjectIdentifier name)) {
            return KeyMatch.UNREADABLE;
        }
        return name.getId().equals(wanted.curve().oid()) && isOf(found, wanted) ? form : KeyMatch.OTHER_KEY;
    }

    private static boolean isOf(ECPrivateKey key, EcKey wanted) {
        BigInteger scalar = key.getKey();
        return scalar.signum() > 0
                && scalar.compareTo(wanted.curve().domain().getN()) < 0
                && wanted.curve().publicKey(scalar).equals(wanted.point().normalize());
    }
}
