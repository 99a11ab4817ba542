package dev.namespacecerts.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.evaluate.ClientVerdicts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The statuses are the same with known verdicts on clients as without, also if a random part of them was dropped. */
class GoldenClientsTest {
    private static final long SEED = 15;
    private static final int CLOCKS = 4;
    private static final Pattern EXPIRY = Pattern.compile("notAfter: ([0-9TZ:-]+)");

    /** One for all cases, which have bundles of the same name: the same clients meet other CAs and filters. */
    private static final ClientVerdicts ALL = new ClientVerdicts(1 << 20, client -> true);

    private static final Random RANDOM = new Random(SEED);
    private static final ClientVerdicts SOME = new ClientVerdicts(1 << 20, client -> RANDOM.nextBoolean());

    static List<GoldenCase> cases() {
        return GoldenCases.all().stream()
                .filter(golden -> !golden.spec.build().clients().isEmpty())
                .toList();
    }

    @Test
    void manyCasesHaveClients() {
        assertThat(cases()).hasSizeGreaterThan(30);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void knownVerdictsChangeNoStatus(GoldenCase golden) {
        Map<String, String> in = GoldenFiles.in(golden);
        for (Instant now : clocks(GoldenEvaluation.out(golden, in).toString())) {
            Map<String, String> unknown = GoldenEvaluation.out(golden, in, new ClientVerdicts(0, client -> true), now);
            assertThat(GoldenEvaluation.out(golden, in, ALL, now))
                    .as("all, at %s", now)
                    .isEqualTo(unknown);
            assertThat(GoldenEvaluation.out(golden, in, SOME, now))
                    .as("some, at %s, seed %d", now, SEED)
                    .isEqualTo(unknown);
        }
    }

    /** Around the expiry of certificates, and at random, in random order: the clock also goes back. */
    private static List<Instant> clocks(String statuses) {
        List<Instant> clocks = new ArrayList<>(EXPIRY.matcher(statuses)
                .results()
                .map(found -> Instant.parse(found.group(1)))
                .distinct()
                .limit(CLOCKS)
                .flatMap(end -> Stream.of(end, end.plusNanos(1), end.plusSeconds(1)))
                .toList());
        RANDOM.ints(CLOCKS, -800, 800).forEach(days -> clocks.add(GoldenEvaluation.NOW.plus(Duration.ofDays(days))));
        Collections.shuffle(clocks, RANDOM);
        return clocks;
    }
}
