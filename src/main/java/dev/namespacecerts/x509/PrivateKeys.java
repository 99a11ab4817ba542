package dev.namespacecerts.x509;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** Compares private keys with certificates. Nothing of a key is kept, and no exception speaks of one. */
public final class PrivateKeys {
    private static final int MOST_BYTES = 65_536;
    private static final String PKCS8 = "PRIVATE KEY";
    private static final String PKCS1 = "RSA PRIVATE KEY";
    private static final String SEC1 = "EC PRIVATE KEY";

    private PrivateKeys() {}

    /**
     * What a PEM text is to the key of a certificate. As Go's tls.X509KeyPair does, the first private key counts and other
     * blocks before it are passed over.
     *
     * @param text at most 64 KiB, or null
     */
    public static KeyMatch match(byte[] text, SubjectPublicKey key) {
        if (text == null || text.length == 0) {
            return KeyMatch.MISSING;
        }
        if (text.length > MOST_BYTES) {
            return KeyMatch.UNREADABLE;
        }
        try (PemReader reader =
                new PemReader(new InputStreamReader(new ByteArrayInputStream(text), StandardCharsets.ISO_8859_1))) {
            for (PemObject block = reader.readPemObject(); block != null; block = reader.readPemObject()) {
                if (block.getType().endsWith(PKCS8)) {
                    return match(block, key);
                }
            }
            return KeyMatch.UNREADABLE;
        } catch (IOException | CertificateFormatException | RuntimeException e) {
            return KeyMatch.UNREADABLE; // Bouncy Castle throws what it likes, and may quote what it read
        }
    }

    private static KeyMatch match(PemObject block, SubjectPublicKey key)
            throws IOException, CertificateFormatException {
        if (!block.getHeaders().isEmpty() || block.getType().equals("ENCRYPTED PRIVATE KEY")) {
            return KeyMatch.ENCRYPTED;
        }
        return switch (block.getType()) {
            case PKCS8 -> match(PrivateKeyInfo.getInstance(block.getContent()).parsePrivateKey(), key, KeyMatch.PKCS8);
            case PKCS1 -> match(RSAPrivateKey.getInstance(block.getContent()), key, KeyMatch.PKCS1);
            case SEC1 -> match(ECPrivateKey.getInstance(block.getContent()), key, KeyMatch.SEC1);
            default -> KeyMatch.UNREADABLE;
        };
    }

    /** Reads a key as one of the certificate's kind; what is of another kind cannot be read so. */
    private static KeyMatch match(ASN1Encodable found, SubjectPublicKey key, KeyMatch form)
            throws CertificateFormatException {
        PublicKeyInfo wanted = PublicKeyInfo.parse(new DerReader(key.spki()));
        try {
            boolean same = switch (key.algorithm()) {
                case RSA -> isOf(RSAPrivateKey.getInstance(found), RsaKey.parse(wanted));
                case ECDSA -> isOf(ECPrivateKey.getInstance(found), EcKey.parse(wanted));
                default -> false;
            };
            return same ? form : KeyMatch.OTHER_KEY;
        } catch (IllegalArgumentException e) {
            return KeyMatch.OTHER_KEY;
        }
    }

    private static boolean isOf(RSAPrivateKey key, RsaKey wanted) {
        return key.getModulus().equals(wanted.modulus())
                && key.getPublicExponent().equals(wanted.exponent())
                && key.getPrime1().multiply(key.getPrime2()).equals(wanted.modulus());
    }

    private static boolean isOf(ECPrivateKey key, EcKey wanted) {
        ECDomainParameters domain = wanted.curve().domain();
        BigInteger scalar = key.getKey();
        return scalar.signum() > 0
                && scalar.compareTo(domain.getN()) < 0
                && domain.getG()
                        .multiply(scalar)
                        .normalize()
                        .equals(wanted.point().normalize());
    }
}
