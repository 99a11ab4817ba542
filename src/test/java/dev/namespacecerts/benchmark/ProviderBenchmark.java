package dev.namespacecerts.benchmark;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.SignatureVerifier;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Compares the verification of signatures in Java, by {@link SignatureVerifier}, with providers of the JCA. All alternate in
 * one JVM. Two have native libraries, of which the profile {@code providers} adds one; those that do not load are left out.
 */
public final class ProviderBenchmark {
    private static final List<String> NATIVE = List.of(
            "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider", "org.conscrypt.OpenSSLProvider");

    private static final String JAVA = "in Java";
    private static final String PSS = "SHA256withRSAandMGF1";

    /** A kind of signature, with the name of the JCA for its keys. */
    private record Kind(String key, String algorithm, String keys) {
        /** The name that a provider gives to the algorithm. */
        Optional<String> nameBy(Provider provider) {
            return (algorithm.equals(PSS) ? List.of("RSASSA-PSS", "SHA256withRSA/PSS") : List.of(algorithm))
                    .stream()
                            .filter(name -> provider.getService("Signature", name) != null)
                            .findFirst();
        }
    }

    private static final List<Kind> KINDS = List.of(
            new Kind("ECDSA-P256", "SHA256withECDSA", "EC"),
            new Kind("ECDSA-P384", "SHA384withECDSA", "EC"),
            new Kind("ECDSA-P521", "SHA512withECDSA", "EC"),
            new Kind("RSA-2048", "SHA256withRSA", "RSA"),
            new Kind("RSA-4096", "SHA256withRSA", "RSA"),
            new Kind("RSA-2048", PSS, "RSA"),
            new Kind("Ed25519", "Ed25519", "EdDSA"));

    private static final int BATCH = 10;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Figures figures = Figures.of("providers");
    private final List<Provider> providers = new ArrayList<>();
    private final Duration warmUp;
    private final int turns;

    private ProviderBenchmark(boolean quick) {
        warmUp = Duration.ofSeconds(quick ? 1 : 3);
        turns = quick ? 21 : 101;
    }

    public static void main(String[] args) throws Exception {
        ProviderBenchmark benchmark = new ProviderBenchmark(List.of(args).contains("--quick"));
        benchmark.load();
        for (Kind kind : KINDS) {
            benchmark.compare(kind);
        }
    }

    private void load() {
        for (String name : List.of("SunEC", "SunRsaSign")) {
            providers.add(Security.getProvider(name));
        }
        for (String name : NATIVE) {
            try {
                providers.add(
                        (Provider) Class.forName(name).getDeclaredConstructor().newInstance());
            } catch (ReflectiveOperationException | LinkageError e) {
                System.out.println(name + " does not load: " + e);
            }
        }
    }

    private void compare(Kind kind) throws Exception {
        HeldCertificate held = CertificateBuilder.root("CN=Acme Root,O=Acme")
                .keyAlgorithm(kind.key())
                .signatureAlgorithm(kind.algorithm())
                .build();
        Certificate certificate = held.parsed();
        Map<String, Callable<Boolean>> verifiers = new LinkedHashMap<>();
        verifiers.put(JAVA, () -> SignatureVerifier.JAVA.verifies(certificate, certificate.publicKey()));
        for (Provider provider : providers) {
            kind.nameBy(provider)
                    .ifPresent(name -> verifiers.put(
                            provider.getName(), () -> verifies(provider, kind.keys(), name, certificate)));
        }
        Map<String, Double> medians = medians(verifiers);
        double java = medians.get(JAVA);
        String title = kind.key() + (kind.algorithm().equals(PSS) ? " PSS, " : ", ");
        medians.forEach((name, median) -> figures.add(title + name, 1, median, "us", java, median / java, null));
    }

    /** As the operator would call it: the key is decoded for each signature, by the JDK if the provider cannot. */
    private static boolean verifies(Provider provider, String keys, String algorithm, Certificate certificate)
            throws GeneralSecurityException {
        boolean decodes = provider.getService("KeyFactory", keys) != null;
        PublicKey key = (decodes ? KeyFactory.getInstance(keys, provider) : KeyFactory.getInstance(keys))
                .generatePublic(new X509EncodedKeySpec(certificate.publicKey().spki()));
        Signature signature = Signature.getInstance(algorithm, provider);
        if (algorithm.contains("PSS")) {
            signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        signature.initVerify(key);
        signature.update(certificate.tbs());
        return signature.verify(certificate.signature());
    }

    /** The median microseconds of each, as CPU time of the thread, so that the load of the machine does not count. */
    private Map<String, Double> medians(Map<String, Callable<Boolean>> verifiers) throws Exception {
        for (Callable<Boolean> verifier : verifiers.values()) {
            long warm = THREADS.getCurrentThreadCpuTime() + warmUp.toNanos();
            while (THREADS.getCurrentThreadCpuTime() < warm) {
                nanos(verifier);
            }
        }
        Map<String, List<Long>> measured = new LinkedHashMap<>();
        for (int turn = 0; turn < turns; turn++) {
            for (Map.Entry<String, Callable<Boolean>> verifier : verifiers.entrySet()) {
                measured.computeIfAbsent(verifier.getKey(), name -> new ArrayList<>())
                        .add(nanos(verifier.getValue()));
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        measured.forEach((name, nanos) -> {
            nanos.sort(null);
            medians.put(name, nanos.get(nanos.size() / 2) / 1_000.0 / BATCH);
        });
        return medians;
    }

    private static long nanos(Callable<Boolean> verifier) throws Exception {
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < BATCH; i++) {
            if (!verifier.call()) {
                throw new IllegalStateException("a signature is rejected");
            }
        }
        return THREADS.getCurrentThreadCpuTime() - start;
    }
}
