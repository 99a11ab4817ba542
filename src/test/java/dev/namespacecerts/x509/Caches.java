package dev.namespacecerts.x509;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToLongFunction;

/** Replaces the caches until it is closed, and counts what they do not know. A test that uses it is {@code @Isolated}. */
public final class Caches implements AutoCloseable {
    private final KnownCertificates certificates = KnownCertificates.shared;
    private final KnownSignatures signatures = KnownSignatures.shared;
    private final KnownKeys keys = KnownKeys.shared;
    private final Collection<Certificate> parsed = new ConcurrentLinkedQueue<>();
    private final Collection<List<Object>> verified = new ConcurrentLinkedQueue<>();

    private final Collection<SubjectPublicKey> compared = new ConcurrentLinkedQueue<>();

    private Caches(
            BoundedCache<Certificate> parsedBefore,
            BoundedCache<Boolean> verifiedBefore,
            BoundedCache<KeyMatch> comparedBefore) {
        KnownCertificates.shared = new KnownCertificates(parsedBefore, der -> {
            Certificate certificate = CertificateParser.parse(der);
            parsed.add(certificate);
            return certificate;
        });
        KnownSignatures.shared = new KnownSignatures(verifiedBefore, (child, key) -> {
            verified.add(List.of(child, key));
            return BothVerifiers.verifies(child, key);
        });
        KnownKeys.shared = new KnownKeys(comparedBefore, (text, key) -> {
            compared.add(key);
            return PrivateKeys.match(text, key);
        });
    }

    public static Caches off() {
        return new Caches(KnownCertificates.cache(0), KnownSignatures.cache(0), KnownKeys.cache(0));
    }

    /** Caches of the size that the operator has, empty at first. */
    public static Caches on() {
        return new Caches(
                KnownCertificates.cache(BoundedCache.MOST_BYTES),
                KnownSignatures.cache(BoundedCache.MOST_BYTES),
                KnownKeys.cache(KnownKeys.MOST_BYTES));
    }

    /** Caches of about 16 entries, which forget entries and everything at random. */
    public static Caches forgetful(long seed) {
        Random random = new Random(seed);
        return new Caches(
                new Forgetful<>(16L * KnownCertificates.BYTES_PER_BYTE * 600, KnownCertificates::bytes, random),
                new Forgetful<>(
                        16L * KnownSignatures.BYTES_PER_RESULT, result -> KnownSignatures.BYTES_PER_RESULT, random),
                new Forgetful<>(16L * KnownKeys.BYTES_PER_RESULT, result -> KnownKeys.BYTES_PER_RESULT, random));
    }

    /** The certificates that were parsed, one that was parsed twice being in it twice. */
    public List<Certificate> parsed() {
        return List.copyOf(parsed);
    }

    /** The pairs of certificate and key that were verified, one that was verified twice being in it twice. */
    public List<List<Object>> verified() {
        return List.copyOf(verified);
    }

    /** The public keys that private ones were compared with, one that was compared twice being in it twice. */
    public List<SubjectPublicKey> compared() {
        return List.copyOf(compared);
    }

    @Override
    public void close() {
        KnownKeys.shared = keys;
        KnownCertificates.shared = certificates;
        KnownSignatures.shared = signatures;
    }

    private static final class Forgetful<V> extends BoundedCache<V> {
        private final Random random;

        Forgetful(long mostBytes, ToLongFunction<V> bytesOf, Random random) {
            super(mostBytes, bytesOf);
            this.random = random;
        }

        @Override
        synchronized Optional<V> get(Key key) {
            int chance = random.nextInt(20);
            if (chance == 0) {
                clear();
            }
            return chance < 5 ? Optional.empty() : super.get(key);
        }
    }
}
