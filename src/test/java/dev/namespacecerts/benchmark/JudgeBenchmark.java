package dev.namespacecerts.benchmark;

import dev.namespacecerts.rules.BundleInput;
import dev.namespacecerts.rules.BundleLimits;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.BundleVerdict;
import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.rules.ca.BundleJudge;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.SignatureVerifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures the time to evaluate a bundle: a typical one of 25 certificates as a ratio to the mere verification of its
 * signatures, alternating in one run; and hostile ones in milliseconds, which must stay below 1,000.
 */
public final class JudgeBenchmark {
    private static final BundleJudge JUDGE =
            new BundleJudge(BundleLimits.TEMPORAL_CLOUD, WellKnownAuthorities.bundled());
    private static final Instant NOW = Instant.now();
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final int TURNS = 101;

    private JudgeBenchmark() {}

    public static void main(String[] args) throws Exception {
        System.setProperty("namespacecerts.known-signatures", "0"); // without the cache
        for (String key : List.of("ECDSA-P256", "ECDSA-P384", "RSA-2048")) {
            ordinary(key);
        }
        System.out.println();
        for (Map.Entry<String, List<String>> hostile : HostileBundles.all().entrySet()) {
            hostile(hostile.getKey(), hostile.getValue());
        }
    }

    private static void ordinary(String key) {
        List<HeldCertificate> held = new ArrayList<>();
        HeldCertificate root =
                CertificateBuilder.root("CN=Acme Root,O=Acme").keyAlgorithm(key).build();
        held.add(root);
        for (int i = 1; i < 25; i++) {
            held.add(CertificateBuilder.intermediate("CN=Acme Issuing " + i + ",O=Acme")
                    .keyAlgorithm(key)
                    .issuedBy(root)
                    .build());
        }
        List<BundleSource> sources =
                sources(held.stream().map(HeldCertificate::pem).toList());
        List<Certificate> certificates =
                held.stream().map(HeldCertificate::parsed).toList();
        List<Long> judged = new ArrayList<>();
        List<Long> bare = new ArrayList<>();
        long warm = System.nanoTime() + WARM_UP.toNanos();
        while (judged.size() < TURNS) {
            long judgedNanos = nanos(() -> judge(sources));
            long bareNanos = nanos(() -> certificates.forEach(
                    c -> SignatureVerifier.verifies(c, certificates.get(0).publicKey())));
            if (System.nanoTime() > warm) {
                judged.add(judgedNanos);
                bare.add(bareNanos);
            }
        }
        judged.sort(null);
        bare.sort(null);
        double ratio = (double) judged.get(TURNS / 2) / bare.get(TURNS / 2);
        System.out.printf(
                "25 of %-10s judged in %6.2f ms, signatures alone %6.2f ms, ratio %.2f (at most 1.30)%n",
                key, judged.get(TURNS / 2) / 1e6, bare.get(TURNS / 2) / 1e6, ratio);
    }

    /** Reports the slowest of five runs, the first of which is cold. */
    private static void hostile(String name, List<String> texts) {
        List<BundleSource> sources = sources(texts);
        long worst = 0;
        for (int i = 0; i < 5; i++) {
            worst = Math.max(worst, nanos(() -> judge(sources)));
        }
        BundleVerdict verdict = judge(sources);
        System.out.printf(
                "%5d ms  %s: %s%n",
                worst / 1_000_000,
                name,
                verdict.valid() ? "valid" : verdict.violations().get(0).rule().id());
    }

    private static BundleVerdict judge(List<BundleSource> sources) {
        return JUDGE.judge(new BundleInput(sources, 0, 0, Duration.ofDays(15)), NOW);
    }

    private static List<BundleSource> sources(List<String> texts) {
        List<BundleSource> sources = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            byte[] text = texts.get(i).getBytes(StandardCharsets.US_ASCII);
            sources.add(new BundleSource.Text("spec.certificates[" + i + "]", text));
        }
        return sources;
    }

    private static long nanos(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }
}
