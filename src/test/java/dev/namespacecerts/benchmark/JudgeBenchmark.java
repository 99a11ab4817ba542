package dev.namespacecerts.benchmark;

import dev.namespacecerts.rules.BundleInput;
import dev.namespacecerts.rules.BundleLimits;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.rules.ca.BundleJudge;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures the rules. Without caches: beside the mere verification of the same signatures, alternating in one JVM. With
 * caches: the time and the allocated bytes. And hostile bundles, each at most a second. {@code --quick} measures
 * only bundles of 25 certificates, and shorter.
 */
public final class JudgeBenchmark {
    private static final String CACHE_OFF = "-Dnamespacecerts.known-signatures=0";
    private static final double MOST_OF_SIGNATURES = 1.2;
    private static final double MOST_MICROSECONDS_KNOWN = 1_000;
    private static final double MOST_MILLISECONDS_HOSTILE = 1_000;

    private final Figures figures = Figures.of("judge");
    private final boolean quick;

    private JudgeBenchmark(boolean quick) {
        this.quick = quick;
    }

    public static void main(String[] args) throws Exception {
        JudgeBenchmark benchmark = new JudgeBenchmark(List.of(args).contains("--quick"));
        benchmark.besideSignatures();
        benchmark.alone("parsed", "parse");
        benchmark.alone("judged, signatures known", "judge");
        benchmark.leaves();
        benchmark.hostile();
    }

    private void besideSignatures() throws RunnerException {
        for (RunResult result : run(bundles("judgeBesideSignatures").jvmArgsAppend(CACHE_OFF))) {
            besideSignatures("judged, " + key(result), count(result), result);
        }
        // 25 certificates of this size exceed the limit of bytes.
        for (RunResult result : run(options(JudgeCases.class, "judgeBesideSignatures")
                .jvmArgsAppend(CACHE_OFF)
                .param("count", "5")
                .param("key", "RSA-4096"))) {
            besideSignatures("judged, " + key(result), count(result), result);
        }
        for (RunResult result : run(options(JudgeCases.class, "judgeBesideSignatures")
                .jvmArgsAppend(CACHE_OFF)
                .param("shape", "CHAIN")
                .param("count", "25")
                .param("key", "ECDSA-P256", "RSA-2048"))) {
            besideSignatures("one chain judged, " + key(result), count(result), result);
        }
    }

    private void besideSignatures(String name, long count, RunResult result) {
        double turns = counter(result, "turns");
        double judged = counter(result, "judged") / turns / 1_000;
        double verified = counter(result, "verified") / turns / 1_000;
        figures.add(name, count, judged, "us", verified, judged / verified, MOST_OF_SIGNATURES);
    }

    private void alone(String name, String method) throws RunnerException {
        for (RunResult result : run(bundles(method).param("key", "ECDSA-P384", "RSA-2048"))) {
            boolean known = method.equals("judge");
            figures.add(
                    name + ", " + key(result),
                    count(result),
                    result.getPrimaryResult().getScore(),
                    "us",
                    null,
                    null,
                    known ? MOST_MICROSECONDS_KNOWN : null);
            figures.add("  allocated", count(result), counter(result, "gc.alloc.rate.norm") / 1_000, "kB");
        }
    }

    private void leaves() throws RunnerException {
        String[] keys = quick ? new String[] {"ECDSA-P256"} : new String[] {"ECDSA-P256", "ECDSA-P384", "RSA-2048"};
        for (RunResult result : run(options(LeafCases.class, "judgeBesideSignatures")
                .param("key", keys)
                .jvmArgsAppend(CACHE_OFF))) {
            besideSignatures("leaves judged, 25 filters, " + key(result), LeafCases.LEAVES, result);
        }
        for (String method : List.of("judge", "match")) {
            RunResult result = run(options(LeafCases.class, method).param("key", "ECDSA-P256"))
                    .iterator()
                    .next();
            figures.add(
                    method.equals("judge") ? "leaves judged, signatures known" : "leaves compared with 25 filters",
                    LeafCases.LEAVES,
                    result.getPrimaryResult().getScore(),
                    "us");
            figures.add("  allocated", LeafCases.LEAVES, counter(result, "gc.alloc.rate.norm") / 1_000, "kB");
        }
    }

    /** Reports the slowest of five runs, the first of which is cold. */
    private void hostile() throws Exception {
        System.setProperty("namespacecerts.known-signatures", "0"); // for this JVM, as CACHE_OFF for others
        BundleJudge judge = new BundleJudge(BundleLimits.TEMPORAL_CLOUD, WellKnownAuthorities.bundled());
        Instant now = Instant.now();
        for (Map.Entry<String, List<String>> hostile : HostileBundles.all().entrySet()) {
            List<BundleSource> sources = sources(hostile.getValue());
            long worst = 0;
            for (int i = 0; i < 5; i++) {
                long start = System.nanoTime();
                judge.judge(new BundleInput(sources, 0, 0, Duration.ofDays(15)), now);
                worst = Math.max(worst, System.nanoTime() - start);
            }
            figures.add(hostile.getKey(), sources.size(), worst / 1e6, "ms", null, null, MOST_MILLISECONDS_HOSTILE);
        }
    }

    private static List<BundleSource> sources(List<String> texts) {
        List<BundleSource> sources = new ArrayList<>();
        for (String text : texts) {
            sources.add(new BundleSource.Text(
                    "spec.certificates[" + sources.size() + "]", text.getBytes(StandardCharsets.US_ASCII)));
        }
        return sources;
    }

    private ChainedOptionsBuilder bundles(String method) {
        ChainedOptionsBuilder options = options(JudgeCases.class, method);
        return quick ? options.param("count", "25") : options;
    }

    private ChainedOptionsBuilder options(Class<?> cases, String method) {
        return new OptionsBuilder()
                .include(Pattern.quote(cases.getName() + "." + method) + "$")
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .jvmArgs("-XX:+UseSerialGC", "-Xbatch") // compiles while it warms up, whatever the load
                .forks(1)
                .shouldFailOnError(true)
                .warmupIterations(quick ? 1 : 2)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(quick ? 2 : 4)
                .measurementTime(TimeValue.seconds(1));
    }

    private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(options.build()).run();
    }

    private static double counter(RunResult result, String name) {
        return result.getSecondaryResults().get(name).getScore();
    }

    private static String key(RunResult result) {
        return result.getParams().getParam("key");
    }

    private static long count(RunResult result) {
        return Long.parseLong(result.getParams().getParam("count"));
    }
}
