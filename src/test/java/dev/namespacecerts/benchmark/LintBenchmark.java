package dev.namespacecerts.benchmark;

import dev.namespacecerts.lint.Level;
import dev.namespacecerts.lint.LintOptions;
import dev.namespacecerts.lint.LintResult;
import dev.namespacecerts.lint.Linter;
import dev.namespacecerts.manifest.ManifestReader;
import dev.namespacecerts.output.Format;
import dev.namespacecerts.output.Output;
import dev.namespacecerts.output.OutputOptions;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.TestKeys;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.SignatureVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures what lint costs: its start, as a ratio to that of a program of the same jar that does nothing; and many manifests, as
 * a ratio to the mere verification of their signatures. Both alternate in one run.
 */
public final class LintBenchmark {
    private static final int MANIFESTS = Integer.getInteger("namespacecerts.manifests", 1000);
    private static final int STARTS = Integer.getInteger("namespacecerts.starts", 31);
    private static final int WARM_TURNS = Integer.getInteger("namespacecerts.turns", 7);
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Path folder;
    private final List<Certificate> roots = new ArrayList<>();
    private final List<Certificate> intermediates = new ArrayList<>();

    private LintBenchmark(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        System.setProperty("namespacecerts.known-signatures", "0"); // without the cache
        LintStart.measure(STARTS);
        Path folder = Files.createTempDirectory("lint-benchmark");
        try {
            new LintBenchmark(folder).manifests();
        } finally {
            for (int i = 0; i < MANIFESTS; i++) {
                Files.deleteIfExists(file(folder, i));
            }
            Files.delete(folder);
        }
    }

    private static Path file(Path folder, int number) {
        return folder.resolve("bundle-" + number + ".yaml");
    }

    /** Cold and warm turns, in which the bare verification is first. */
    private void manifests() throws IOException {
        SecureRandom random = TestKeys.seeded("lint");
        for (int i = 0; i < MANIFESTS; i++) {
            Files.writeString(file(folder, i), manifest(i, random));
        }
        System.out.printf("%n%,d manifests with %,d P-384 certificates, in one JVM%n", MANIFESTS, 2 * MANIFESTS);
        System.out.println("turn     lint ms   bare ms   ratio   CPU: lint ms   bare ms   ratio");
        turn("cold");
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < WARM_TURNS; i++) {
            ratios.add(turn("warm"));
        }
        ratios.sort(null);
        System.out.printf(
                "Warm, median of %d: %.2f times the CPU time of the bare verification (at most 1.50)%n",
                WARM_TURNS, ratios.get(WARM_TURNS / 2));
    }

    /** A bundle of a root and an intermediate. */
    private String manifest(int number, SecureRandom random) {
        HeldCertificate root = certificate(CertificateBuilder.root("CN=Root " + number + ",O=Acme"), random);
        HeldCertificate intermediate = certificate(
                CertificateBuilder.intermediate("CN=Issuing " + number + ",O=Acme")
                        .issuedBy(root),
                random);
        roots.add(root.parsed());
        intermediates.add(intermediate.parsed());
        String text = (root.pem() + intermediate.pem()).strip().replace("\n", "\n        ");
        return """
                apiVersion: namespacecerts.dev/v1alpha1
                kind: NamespaceCertificateBundle
                metadata:
                  name: bundle-%1$d
                  namespace: benchmark
                spec:
                  temporalNamespace: bundle-%1$d.a2dd6
                  certificates:
                    - inline: |
                        %2$s
                """.formatted(number, text);
    }

    private static HeldCertificate certificate(CertificateBuilder builder, SecureRandom random) {
        return builder.keyAlgorithm("ECDSA-P384")
                .at(Clock.fixed(NOW, ZoneOffset.UTC))
                .randomness(random)
                .build();
    }

    /** Returns the ratio of the CPU times. */
    private double turn(String name) {
        Time bare = Time.of(this::verify);
        Time lint = Time.of(this::lint);
        System.out.printf(
                "%-6s %9.0f %9.0f %7.2f %14.0f %9.0f %7.2f%n",
                name,
                lint.wall() / 1e6,
                bare.wall() / 1e6,
                (double) lint.wall() / bare.wall(),
                lint.cpu() / 1e6,
                bare.cpu() / 1e6,
                (double) lint.cpu() / bare.cpu());
        return (double) lint.cpu() / bare.cpu();
    }

    private void verify() {
        for (int i = 0; i < MANIFESTS; i++) {
            Certificate root = roots.get(i);
            if (!SignatureVerifier.JAVA.verifies(root, root.publicKey())
                    || !SignatureVerifier.JAVA.verifies(intermediates.get(i), root.publicKey())) {
                throw new IllegalStateException("bundle " + i);
            }
        }
    }

    /** As the command does, apart from its start. */
    private void lint() {
        LintResult result = Linter.lint(
                ManifestReader.read(List.of(folder.toString()), List.of(), InputStream.nullInputStream()),
                new LintOptions(NOW, false));
        if (!result.findings().isEmpty() || result.judged().size() != MANIFESTS) {
            throw new IllegalStateException(result.findings().toString());
        }
        try {
            Output.of(Format.text).write(result, new StringWriter(), OutputOptions.of("0", Level.Error));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nanoseconds on the clock, and of CPU time of this thread. */
    private record Time(long wall, long cpu) {
        static Time of(Runnable work) {
            long cpu = THREADS.getCurrentThreadCpuTime();
            long wall = System.nanoTime();
            work.run();
            return new Time(System.nanoTime() - wall, THREADS.getCurrentThreadCpuTime() - cpu);
        }
    }
}
