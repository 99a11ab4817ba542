package dev.namespacecerts.testing;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Keys for tests. They are worth nothing as secrets: RSA keys come from fixed seeds. */
public final class TestKeys {
    static final Provider PROVIDER = new BouncyCastleProvider();
    private static final int RSA_KEYS_PER_SIZE = 3;
    private static final Map<String, KeyPair> SLOW_PAIRS = new ConcurrentHashMap<>();
    private static final AtomicInteger TURN = new AtomicInteger();

    private TestKeys() {}

    /**
     * @param name "RSA-2048" and other sizes; "ECDSA-P256" and other curves, also those that are not accepted, by
     *     Bouncy Castle's names ("ECDSA-secp256k1", "ECDSA-brainpoolP256r1"); "Ed25519", "Ed448", "X25519"; "DSA-1024",
     *     "DSA-2048"
     * @return a new pair; for RSA, which is slow, one of three of that size in turn
     */
    public static KeyPair pair(String name, SecureRandom randomness) {
        if (name.startsWith("RSA-")) {
            return rsa(Integer.parseInt(name.substring(4)), TURN.getAndIncrement());
        }
        try {
            return generator(name, randomness).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no such kind of key: " + name, e);
        }
    }

    /**
     * Always the same pair for the same number, up to a multiple of three.
     *
     * @param bits size of the modulus, at least 512
     */
    public static KeyPair rsa(int bits, int number) {
        String seed = "RSA-" + bits + "/" + Math.floorMod(number, RSA_KEYS_PER_SIZE);
        return SLOW_PAIRS.computeIfAbsent(seed, TestKeys::generateRsa);
    }

    /** An RSA public key with any numbers, for which nobody has a private key. */
    public static SubjectPublicKeyInfo rsaPublicKey(BigInteger modulus, BigInteger exponent) {
        AlgorithmIdentifier algorithm = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
        return keyInfo(algorithm, TestExtensions.encode(new RSAPublicKey(modulus, exponent)));
    }

    /** The same key on P-256, with the parameters of the curve written out in place of its name. */
    public static SubjectPublicKeyInfo withExplicitParameters(PublicKey key) {
        SubjectPublicKeyInfo named = SubjectPublicKeyInfo.getInstance(key.getEncoded());
        AlgorithmIdentifier algorithm =
                new AlgorithmIdentifier(named.getAlgorithm().getAlgorithm(), ECNamedCurveTable.getByName("P-256"));
        return keyInfo(algorithm, named.getPublicKeyData().getBytes());
    }

    /** Any key of any kind. */
    public static SubjectPublicKeyInfo keyInfo(String oid, byte[] bits) {
        return keyInfo(new AlgorithmIdentifier(new ASN1ObjectIdentifier(oid)), bits);
    }

    /** Any key of any kind, with parameters. */
    public static SubjectPublicKeyInfo keyInfo(AlgorithmIdentifier algorithm, byte[] bits) {
        return new SubjectPublicKeyInfo(algorithm, bits);
    }

    /** Always the same numbers for the same seed. Not secret, which a test need not be. */
    public static SecureRandom seeded(String seed) {
        try {
            SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(seed.getBytes(StandardCharsets.UTF_8));
            return random;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPairGenerator generator(String name, SecureRandom randomness) throws GeneralSecurityException {
        if (List.of("Ed25519", "Ed448", "X25519").contains(name)) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(name, PROVIDER);
            generator.initialize(name.equals("Ed448") ? 448 : 255, randomness);
            return generator;
        }
        String size = name.substring(name.indexOf('-') + 1);
        if (name.startsWith("DSA-")) {
            // The JDK has ready-made parameters, Bouncy Castle would search for new ones.
            KeyPairGenerator generator = KeyPairGenerator.getInstance("DSA");
            generator.initialize(Integer.parseInt(size), randomness);
            return generator;
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
        String curve = size.matches("P\\d+") ? size.replace("P", "P-") : size;
        generator.initialize(new ECGenParameterSpec(curve), randomness);
        return generator;
    }

    private static KeyPair generateRsa(String seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", PROVIDER);
            int bits = Integer.parseInt(seed.substring(4, seed.indexOf('/')));
            generator.initialize(bits, seeded(seed));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
