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
import dev.namespacecerts.x509.CertificateFormatException;
import dev.namespacecerts.x509.CertificateParser;
import dev.namespacecerts.x509.PemBlock;
import dev.namespacecerts.x509.PemReader;
import dev.namespacecerts.x509.SignatureVerifier;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What {@link JudgeBenchmark} measures of bundles. JMH runs each case in a JVM of its own. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JudgeCases {
    private static final BundleJudge JUDGE =
            new BundleJudge(BundleLimits.TEMPORAL_CLOUD, WellKnownAuthorities.bundled());

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    /** How the certificates of a bundle issued each other. */
    public enum Shape {
        /** A root that issued all others. */
        STAR,
        /** Each certificate issued the next. */
        CHAIN
    }

    /** A valid bundle, with one source for each certificate. */
    @State(Scope.Benchmark)
    public static class Bundle {
        @Param({"1", "5", "25"})
        public int count;

        @Param({"ECDSA-P256", "ECDSA-P384", "RSA-2048"})
        public String key;

        @Param("STAR")
        public Shape shape;

        private final List<BundleSource> sources = new ArrayList<>();
        private final List<byte[]> texts = new ArrayList<>();
        private final List<Certificate> certificates = new ArrayList<>();
        private final List<Certificate> issuers = new ArrayList<>();
        private final Instant now = Instant.now();

        /** Issues the certificates. */
        @Setup
        public void issue() {
            HeldCertificate issuer = CertificateBuilder.root("CN=Acme Root,O=Acme")
                    .keyAlgorithm(key)
                    .build();
            add(issuer, issuer);
            for (int i = 1; i < count; i++) {
                HeldCertificate issued = CertificateBuilder.intermediate("CN=Acme Issuing " + i + ",O=Acme")
                        .keyAlgorithm(key)
                        .issuedBy(issuer)
                        .build();
                add(issued, issuer);
                issuer = shape == Shape.CHAIN ? issued : issuer;
            }
            if (!judge().valid()) {
                throw new IllegalStateException("invalid: " + judge().violations());
            }
            warmUp(this::judge);
        }

        private void add(HeldCertificate issued, HeldCertificate issuer) {
            byte[] text = issued.pem().getBytes(StandardCharsets.US_ASCII);
            sources.add(new BundleSource.Text("spec.certificates[" + sources.size() + "]", text));
            texts.add(text);
            certificates.add(issued.parsed());
            issuers.add(issuer.parsed());
        }

        private BundleVerdict judge() {
            return JUDGE.judge(new BundleInput(sources, 0, 0, Duration.ofDays(15)), now);
        }

        private boolean verify() {
            boolean all = true;
            for (int i = 0; i < certificates.size(); i++) {
                all &= SignatureVerifier.JAVA.verifies(
                        certificates.get(i), issuers.get(i).publicKey());
            }
            return all;
        }
    }

    /**
     * Nanoseconds of two works that alternate, as CPU time of the thread: without other processes, the compiler and the
     * garbage collector.
     */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Alternating {
        public long judged;
        public long verified;
        public long turns;

        void measure(Runnable judging, Runnable verifying) {
            long start = THREADS.getCurrentThreadCpuTime();
            judging.run();
            long between = THREADS.getCurrentThreadCpuTime();
            verifying.run();
            verified += THREADS.getCurrentThreadCpuTime() - between;
            judged += between - start;
            turns++;
        }
    }

    /** Repeats work until the JVM has compiled it, however small its share of the processor is. */
    static void warmUp(Runnable work) {
        long end = THREADS.getCurrentThreadCpuTime() + WARM_UP.toNanos();
        while (THREADS.getCurrentThreadCpuTime() < end) {
            work.run();
        }
    }

    /** Parses the certificates. */
    @Benchmark
    public List<Certificate> parse(Bundle bundle) throws CertificateFormatException {
        List<Certificate> parsed = new ArrayList<>();
        for (byte[] text : bundle.texts) {
            for (PemBlock block : PemReader.read(text)) {
                parsed.add(CertificateParser.parse(block.der()));
            }
        }
        return parsed;
    }

    /** Parses and evaluates the bundle. */
    @Benchmark
    public BundleVerdict judge(Bundle bundle) {
        return bundle.judge();
    }

    /** Parses and evaluates the bundle, and verifies the same signatures alone. */
    @Benchmark
    public void judgeBesideSignatures(Bundle bundle, Alternating times) {
        times.measure(bundle::judge, bundle::verify);
    }
}
