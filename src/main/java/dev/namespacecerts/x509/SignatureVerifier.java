package dev.namespacecerts.x509;

import dev.namespacecerts.x509.SignatureAlgorithm.Scheme;
import dev.namespacecerts.x509.SubjectPublicKey.KeyAlgorithm;
import java.math.BigInteger;
import java.security.Provider;
import java.util.Optional;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Verifies signatures of certificates as Go's crypto/x509 does (checkSignature). It rejects MD5, SHA-1, and a signature
 * whose algorithm differs from that of the key.
 */
public final class SignatureVerifier {
    /** Verifies in Java alone. */
    public static final SignatureVerifier JAVA = new SignatureVerifier(Optional.empty());

    private final Optional<NativeOperations> operations;

    private SignatureVerifier(Optional<NativeOperations> operations) {
        this.operations = operations;
    }

    /** Verifies RSA and ECDSA by a provider of the JCA with native code, which is faster and gives the same results. */
    public static SignatureVerifier with(Provider provider) {
        return new SignatureVerifier(Optional.of(new NativeOperations(provider)));
    }

    /** Whether the signature of the certificate was made with the key. Throws no exception. */
    public boolean verifies(Certificate child, SubjectPublicKey key) {
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
            return hash.isPresent() && verifies(child, key, info, hash.get());
        } catch (CertificateFormatException e) {
            return false;
        }
    }

    private boolean verifies(Certificate child, SubjectPublicKey key, PublicKeyInfo info, SignatureHash hash)
            throws CertificateFormatException {
        byte[] digest = hash.digest(child.tbs());
        if (key.algorithm() == KeyAlgorithm.ECDSA) {
            return verifiesEcdsa(EcKey.parse(info), key, digest, child.signature());
        }
        RsaKey rsa = RsaKey.parse(info);
        Optional<byte[]> opened = open(rsa, child.signature());
        if (opened.isEmpty()) {
            return false;
        }
        return child.signatureAlgorithm().scheme() == Scheme.RSA_PSS
                ? RsaSignature.isPss(opened.get(), rsa, hash, digest)
                : RsaSignature.isPkcs1(opened.get(), hash, digest);
    }

    /** Empty if the signature is not as long as the modulus, or not below it. */
    private Optional<byte[]> open(RsaKey key, byte[] signature) {
        if (!RsaSignature.isInRange(key, signature)) {
            return Optional.empty();
        }
        return operations
                .flatMap(fast -> fast.openRsa(key, signature))
                .or(() -> Optional.of(RsaSignature.open(key, signature)));
    }

    // Go: ecdsa.VerifyASN1, which requires strict DER and positive numbers.
    private boolean verifiesEcdsa(EcKey key, SubjectPublicKey encoded, byte[] digest, byte[] signature)
            throws CertificateFormatException {
        DerReader input = new DerReader(signature);
        DerReader numbers = input.read(DerTag.SEQUENCE, "the signature");
        BigInteger r = numbers.readInteger("the signature");
        BigInteger s = numbers.readInteger("the signature");
        if (!input.isEmpty() || !numbers.isEmpty()) {
            return false;
        }
        if (operations.isPresent() && operations.get().confirmsEcdsa(encoded, digest, signature)) {
            return true;
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
