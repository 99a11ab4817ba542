package dev.namespacecerts.x509;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;

/**
 * The digest of the public key that belongs to a private key. It finds the certificate after the private key was
 * dropped, and discloses nothing about it.
 */
public record KeyOwner(String publicKeyDigest) {

    /** For the first private key in a PEM text; empty if that is not a readable RSA or ECDSA key. */
    public static Optional<KeyOwner> of(byte[] text) {
        return PrivateKeys.first(text).flatMap(block -> {
            try {
                return switch (block.getType()) {
                    case PrivateKeys.PKCS8 -> pkcs8(PrivateKeyInfo.getInstance(block.getContent()));
                    case PrivateKeys.PKCS1 -> rsa(RSAPrivateKey.getInstance(block.getContent()));
                    case PrivateKeys.SEC1 -> {
                        ECPrivateKey key = ECPrivateKey.getInstance(block.getContent());
                        yield ec(key, key.getParametersObject());
                    }
                    default -> Optional.empty();
                };
            } catch (IOException | RuntimeException e) {
                return Optional.empty(); // Bouncy Castle may throw any exception, and quote the input in it
            }
        });
    }

    /** Whether a certificate has the public key. */
    public boolean owns(Certificate certificate) {
        try {
            byte[] key = PublicKeyInfo.parse(
                            new DerReader(certificate.publicKey().spki()))
                    .key();
            return publicKeyDigest.equals(Digests.sha256(key));
        } catch (CertificateFormatException e) {
            return false;
        }
    }

    private static Optional<KeyOwner> pkcs8(PrivateKeyInfo info) throws IOException {
        String algorithm = info.getPrivateKeyAlgorithm().getAlgorithm().getId();
        return switch (algorithm) {
            case PublicKeyParser.RSA -> rsa(RSAPrivateKey.getInstance(info.parsePrivateKey()));
            case PublicKeyParser.EC ->
                ec(
                        ECPrivateKey.getInstance(info.parsePrivateKey()),
                        info.getPrivateKeyAlgorithm().getParameters());
            default -> Optional.empty();
        };
    }

    private static Optional<KeyOwner> rsa(RSAPrivateKey key) throws IOException {
        if (key.getModulus().bitLength() > RsaKey.LARGEST_MODULUS || !PrivateKeys.isConsistent(key)) {
            return Optional.empty();
        }
        return digest(new RSAPublicKey(key.getModulus(), key.getPublicExponent()).getEncoded("DER"));
    }

    private static Optional<KeyOwner> ec(ECPrivateKey key, ASN1Encodable parameters) {
        if (!(parameters instanceof ASN1ObjectIdentifier name)) {
            return Optional.empty();
        }
        return NamedCurve.byOid(name.getId()).flatMap(curve -> {
            BigInteger scalar = key.getKey();
            return scalar.signum() > 0 && scalar.compareTo(curve.domain().getN()) < 0
                    ? digest(curve.publicKey(scalar).getEncoded(false))
                    : Optional.empty();
        });
    }

    private static Optional<KeyOwner> digest(byte[] publicKey) {
        return Optional.of(new KeyOwner(Digests.sha256(publicKey)));
    }
}
