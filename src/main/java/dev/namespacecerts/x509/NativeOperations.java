package dev.namespacecerts.x509;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.KeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import javax.crypto.Cipher;

/**
 * RSAVP1 and the verification of ECDSA, by a provider of the JCA with native code. It may be stricter than Go: a key that it
 * refuses, or an ECDSA signature that it does not confirm, is left to Java.
 */
final class NativeOperations {
    private final Provider provider;

    NativeOperations(Provider provider) {
        this.provider = provider;
    }

    /** Whether the provider confirms the ECDSA signature of the digest; false also if it refuses the key. */
    boolean confirmsEcdsa(SubjectPublicKey key, byte[] digest, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("NONEwithECDSA", provider);
            verifier.initVerify(decode("EC", new X509EncodedKeySpec(key.spki())));
            verifier.update(digest);
            return verifier.verify(signature);
        } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
            return false;
        }
    }

    /** The result of RSAVP1 (RFC 8017 section 5.2.2), as long as the signature; empty if the provider refuses the key. */
    Optional<byte[]> openRsa(RsaKey key, byte[] signature) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding", provider);
            cipher.init(Cipher.ENCRYPT_MODE, decode("RSA", new RSAPublicKeySpec(key.modulus(), key.exponent())));
            return Optional.of(cipher.doFinal(signature)).filter(opened -> opened.length == signature.length);
        } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }

    private PublicKey decode(String algorithm, KeySpec key) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm, provider).generatePublic(key);
    }
}
