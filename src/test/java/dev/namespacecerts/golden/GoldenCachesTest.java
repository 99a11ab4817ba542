package dev.namespacecerts.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.x509.Caches;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The statuses of the golden cases are the same with caches and without, whatever the caches know. */
@Isolated // it replaces the caches
class GoldenCachesTest {
    private static final int THREADS = 3;

    @Test
    void withoutCaches() {
        try (Caches caches = Caches.off()) {
            assertGolden(GoldenCases.all());
            assertThat(new HashSet<>(caches.verified()).size())
                    .as("verified more than once")
                    .isLessThan(caches.verified().size());
        }
    }

    @Test
    void withCachesAndAgainWithWarmCaches() {
        try (Caches caches = Caches.on()) {
            assertGolden(GoldenCases.all());
            int verified = caches.verified().size();
            assertThat(caches.verified()).doesNotHaveDuplicates();
            assertGolden(GoldenCases.all());
            assertThat(caches.verified()).hasSize(verified);
        }
    }

    @Test
    void underRandomEvictionInRandomOrder() {
        try (Caches caches = Caches.forgetful(1)) {
            assertGolden(shuffled(1));
            assertThat(caches.verified()).isNotEmpty();
        }
    }

    @Test
    void fromSeveralThreads() throws Exception {
        try (Caches caches = Caches.on()) {
            fromSeveralThreads(0);
            assertThat(caches.parsed()).isNotEmpty();
        }
    }

    @Test
    void fromSeveralThreadsUnderRandomEviction() throws Exception {
        try (Caches caches = Caches.forgetful(3)) {
            fromSeveralThreads(2);
            assertThat(caches.parsed()).isNotEmpty();
        }
    }

    private static void fromSeveralThreads(int seed) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                List<GoldenCase> cases = shuffled(seed + i);
                runs.add(threads.submit(() -> assertGolden(cases)));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Each case twice in a row, so that a small cache knows some of the second. */
    private static List<GoldenCase> shuffled(long seed) {
        List<GoldenCase> cases = new ArrayList<>(GoldenCases.all());
        Collections.shuffle(cases, new Random(seed));
        return cases.stream().flatMap(golden -> Stream.of(golden, golden)).toList();
    }

    private static void assertGolden(List<GoldenCase> cases) {
        assertThat(cases)
                .allSatisfy(golden -> assertThat(GoldenEvaluation.out(golden, GoldenFiles.read(golden.name(), "in-")))
                        .isEqualTo(GoldenFiles.read(golden.name(), "out-")));
    }
}
