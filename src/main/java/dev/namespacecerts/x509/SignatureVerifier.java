package dev.namespacecerts.x509;

import dev.namespacecerts.x509.SubjectPublicKey.KeyAlgorithm;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Verifies signatures of certificates as Go's crypto/x509 does (checkSignature). It rejects MD5, SHA-1, and a signature
 * whose algorithm differs from that of the key.
 */
public final class SignatureVerifier {
    private SignatureVerifier() {}

    /** Whether the signature of the certificate was made with the key. Throws no exception. */
    public static boolean verifies(Certificate child, SubjectPublicKey key) {
        SignatureAlgorithm algorithm = child.signatureAlgorithm();
        KeyAlgorithm needed = switch (algorithm.scheme()) {
            case RSA_PKCS1, RSA_PSS -> KeyAlgorithm.RSA;
            case ECDSA -> KeyAlgorithm.ECDSA;
            case ED25519 -> KeyAlgorithm.ED25519;
            case DSA, UNKNOWN -> KeyAlgorithm.UNKNOWN;
        };
        if (needed == KeyAlgorithm.UNKNOWN || needed != key.algorithm()) {
            return false;
        }
        try {
            PublicKeyInfo info = PublicKeyInfo.parse(new DerReader(key.spki()));
            if (needed == KeyAlgorithm.ED25519) {
                return verifiesEd25519(child, info.key());
            }
            Optional<SignatureHash> hash = SignatureHash.of(algorithm.hash());
            return hash.isPresent() && verifies(child, info, hash.get());
        } catch (CertificateFormatException e) {
            return false;
        }
    }

    private static boolean verifies(Certificate child, PublicKeyInfo info, SignatureHash hash)
            throws CertificateFormatException {
        return switch (child.signatureAlgorithm().scheme()) {
            case RSA_PKCS1 -> RsaSignature.verifiesPkcs1(RsaKey.parse(info), hash, child.tbs(), child.signature());
            case RSA_PSS -> RsaSignature.verifiesPss(RsaKey.parse(info), hash, child.tbs(), child.signature());
            default -> verifiesEcdsa(EcKey.parse(info), hash.digest(child.tbs()), child.signature());
        };
    }

    // Go: ecdsa.VerifyASN1, which requires strict DER and positive numbers.
    private static boolean verifiesEcdsa(EcKey key, byte[] digest, byte[] signature) throws CertificateFormatException {
        DerReader input = new DerReader(signature);
        DerReader numbers = input.read(DerTag.SEQUENCE, "the signature");
        BigInteger r = numbers.readInteger("the signature");
        BigInteger s = numbers.readInteger("the signature");
        if (!input.isEmpty() || !numbers.isEmpty()) {
            return false;
        }
        ECDSASigner verifier = new ECDSASigner();
        verifier.init(false, new ECPublicKeyParameters(key.point(), key.curve().domain()));
        return verifier.verifySignature(digest, r, s); // checks the range of r and s
    }

    private static boolean verifiesEd25519(Certificate child, byte[] key) {
        byte[] signature = child.signature();
        return key.length == Ed25519.PUBLIC_KEY_SIZE
                && signature.length == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signature, 0, key, 0, child.tbs(), 0, child.tbs().length);
    }
}
