package dev.namespacecerts.benchmark;

import dev.namespacecerts.rules.filter.FilterFields;
import dev.namespacecerts.rules.filter.FilterMatcher;
import dev.namespacecerts.rules.filter.NamedFilter;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.rules.leaf.LeafFilters;
import dev.namespacecerts.rules.leaf.LeafJudge;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.SignatureVerifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What {@link JudgeBenchmark} measures of clients: 1,000 leaves, each compared with 25 filters. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LeafCases {
    static final int LEAVES = 1_000;
    private static final int FILTERS = 25;

    /** The Secrets of the clients, as they are cached, and the filters of their bundle. */
    @State(Scope.Benchmark)
    public static class Clients {
        @Param({"ECDSA-P256", "ECDSA-P384", "RSA-2048"})
        public String key;

        private final List<ClientSecret> secrets = new ArrayList<>();
        private final List<Certificate> leaves = new ArrayList<>();
        private final List<FilterMatcher> filters = new ArrayList<>();
        private final Instant now = Instant.now();
        private Certificate root;

        /** Issues the leaves. */
        @Setup
        public void issue() {
            HeldCertificate issuer = CertificateBuilder.root("CN=Acme Root,O=Acme")
                    .keyAlgorithm(key)
                    .build();
            root = issuer.parsed();
            for (int i = 0; i < FILTERS; i++) {
                FilterFields fields = new FilterFields("*.team-" + i + ".acme", "Acme", null, null);
                filters.add(
                        FilterMatcher.of(new NamedFilter("team-" + i, fields)).orElseThrow());
            }
            for (int i = 0; i < LEAVES; i++) {
                HeldCertificate leaf = CertificateBuilder.leaf(
                                "CN=worker-" + i + ".team-" + i % FILTERS + ".acme,OU=payments,O=Acme")
                        .issuedBy(issuer)
                        .build();
                leaves.add(leaf.parsed());
                secrets.add(ClientSecret.read(
                        "worker-" + i,
                        leaf.pem().getBytes(StandardCharsets.US_ASCII),
                        leaf.privateKeyPem().getBytes(StandardCharsets.US_ASCII)));
            }
            if (judge() != LEAVES) {
                throw new IllegalStateException(judge() + " accepted");
            }
            JudgeCases.warmUp(this::judge);
        }

        private long judge() {
            LeafJudge judge = new LeafJudge(List.of(root), new LeafFilters(filters, FILTERS, true), now);
            return secrets.stream()
                    .filter(secret -> judge.judge(secret).accepted())
                    .count();
        }

        private boolean verify() {
            return leaves.stream()
                    .filter(leaf -> !SignatureVerifier.JAVA.verifies(leaf, root.publicKey()))
                    .findAny()
                    .isEmpty();
        }
    }

    /** Compares each leaf with each filter. */
    @Benchmark
    public long match(Clients clients) {
        return clients.leaves.stream()
                .mapToLong(leaf -> clients.filters.stream()
                        .filter(filter -> filter.matches(leaf))
                        .count())
                .sum();
    }

    /** Evaluates the clients. */
    @Benchmark
    public long judge(Clients clients) {
        return clients.judge();
    }

    /** Evaluates the clients, and verifies the same signatures alone. */
    @Benchmark
    public void judgeBesideSignatures(Clients clients, JudgeCases.Alternating times) {
        times.measure(clients::judge, clients::verify);
    }
}
