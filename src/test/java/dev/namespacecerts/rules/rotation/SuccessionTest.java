package dev.namespacecerts.rules.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.x509.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CAs are letters here; an order is a word. */
class SuccessionTest {
    private static final Map<String, Certificate> CAS = Stream.of("A", "B", "C", "D", "E")
            .collect(Collectors.toMap(
                    name -> name,
                    name -> CertificateBuilder.root("CN=" + name).build().parsed()));
    private static final Instant START = Instant.parse("2030-06-01T00:00:00Z");
    private static final Duration SETTLE = Duration.ofMinutes(3);

    @ParameterizedTest(name = "{0} is wanted, {1} published for {2} minutes: {3} is published, next {4}, until {5}")
    @CsvSource(
            nullValues = "-",
            value = {
                "AB, '',  9, AB,  -, -", // as the spec has them
                "AB, A,   0, BA,  -, -", // new ones in front, at once
                "CADB, BA, 0, CDBA, -, -",
                "BA, AB,  9, AB,  -, -", // the order of the spec alone changes nothing
                "B,  A,   9, B,   -, -", // noticed at once
                "B,  AB,  9, B,   -, -", // it was in front already
                "B,  BA,  9, AB,  3, 3", // first to the front
                "B,  AB,  1, AB,  2, 2", // not yet loaded by all
                "B,  AB,  3, B,   -, -",
                "B,  BA,  1, BA,  2, 5", // servers may still have A alone, and not notice AB
                "C,  CAB, 9, ABC, 3, 3", // several at once
                "C,  ABC, 9, C,   -, -",
                "BC, ACB, 9, CB,  -, -",
                "AB, AB,  1, AB,  -, -", // wanted again
                "CB, BA,  1, CB,  -, -", // a new one in front is noticed
                "'', BA,  9, '',  -, -",
            })
    void publishesNext(String wanted, String published, int minutes, String next, Integer decide, Integer until) {
        Instant now = START.plus(Duration.ofMinutes(minutes));
        Succession succession = Succession.of(cas(wanted), cas(published), START, ca -> true, SETTLE, now);
        assertThat(word(succession.order())).isEqualTo(next);
        assertThat(succession
                        .next()
                        .map(at -> Duration.between(now, at).toMinutes())
                        .orElse(null))
                .isEqualTo(decide == null ? null : (long) decide);
        assertThat(succession
                        .until()
                        .map(at -> Duration.between(now, at).toMinutes())
                        .orElse(null))
                .isEqualTo(until == null ? null : (long) until);
    }

    @Test
    void withoutSettleTimeACaIsRemovedAtOnce() {
        assertThat(word(Succession.of(cas("B"), cas("BA"), START, ca -> true, Duration.ZERO, START)
                        .order()))
                .isEqualTo("B");
    }

    @Test
    void aCaThatMayNotStayIsRemovedAtOnce() {
        Succession succession =
                Succession.of(cas("C"), cas("CBA"), START, ca -> ca.equals(CAS.get("A")), SETTLE, START.plus(SETTLE));
        assertThat(word(succession.order())).isEqualTo("AC");
    }

    /**
     * A server that compares only the first certificate, and reads its file at any time but at least once within the
     * settle time, eventually has all wanted CAs, and never lacks a CA that was wanted for that long.
     */
    @Test
    void aServerThatComparesOnlyTheFirstCertificateMissesNoChange() {
        Random random = new Random(9);
        for (int run = 0; run < 2_000; run++) {
            List<Certificate> wanted = cas("AB");
            List<Certificate> published = wanted;
            List<Certificate> loaded = wanted;
            Instant publishedAt = START;
            Map<Certificate, Integer> wantedFor = new HashMap<>();
            int sinceLook = 0;
            int sinceEdit = 0;
            for (int minute = 0; minute < 60; minute++) {
                Instant now = START.plus(Duration.ofMinutes(minute));
                if (minute < 40 && sinceEdit >= 7 && random.nextInt(4) == 0) {
                    wanted = some(random);
                    sinceEdit = 0;
                }
                sinceEdit++;
                wantedFor.keySet().retainAll(wanted);
                wanted.forEach(ca -> wantedFor.merge(ca, 1, Integer::sum));
                Succession succession = Succession.of(wanted, published, publishedAt, ca -> true, SETTLE, now);
                if (!succession.order().equals(published)) {
                    published = succession.order();
                    publishedAt = now;
                }
                if (sinceLook >= 2 || random.nextBoolean()) {
                    sinceLook = 0;
                    if (!published.get(0).equals(loaded.get(0))) {
                        loaded = published;
                    }
                } else {
                    sinceLook++;
                }
                List<Certificate> trusted = loaded;
                assertThat(wantedFor.entrySet())
                        .as("run %d, minute %d: %s loaded, %s published", run, minute, word(loaded), word(published))
                        .allMatch(ca -> ca.getValue() <= 3 || trusted.contains(ca.getKey()));
            }
            assertThat(new HashSet<>(loaded)).as("run %d", run).isEqualTo(new HashSet<>(wanted));
            assertThat(published).hasSameSizeAs(wanted);
        }
    }

    private static List<Certificate> some(Random random) {
        List<Certificate> all = new ArrayList<>(CAS.values());
        Collections.shuffle(all, random);
        return List.copyOf(all.subList(0, 1 + random.nextInt(4)));
    }

    private static List<Certificate> cas(String word) {
        return word.chars()
                .mapToObj(letter -> CAS.get(Character.toString(letter)))
                .toList();
    }

    private static String word(List<Certificate> cas) {
        return cas.stream()
                .map(ca -> ca.subject().toString().substring("CN=".length()))
                .collect(Collectors.joining());
    }
}
