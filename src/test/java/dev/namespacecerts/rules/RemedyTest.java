package dev.namespacecerts.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.rules.ca.BundleJudge;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.rules.leaf.LeafFilters;
import dev.namespacecerts.rules.leaf.LeafJudge;
import dev.namespacecerts.rules.leaf.LeafVerdict;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.TestKeys;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.KeyMatch;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Applying a remedy makes nothing worse, now or later. Each remedy that needs no new certificate is applied to random
 * bundles and chains with few names and keys, so that CAs have twins.
 */
class RemedyTest {
    private static final Instant NOW = Instant.parse("2030-06-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final LeafFilters OPEN = new LeafFilters(List.of(), 0, false);
    private static final int INPUTS = 60;
    private static final Pattern REMOVE = Pattern.compile("Remove block (\\d+) from tls\\.crt\\.");
    private static final Pattern MORE = Pattern.compile("The same applies to (\\d+) more");
    private static final Pattern REORDER = Pattern.compile("blocks(?: of tls\\.crt)?: ([\\d, ]+)\\.$");

    private final Random random = new Random(4711);
    private final SecureRandom randomness = TestKeys.seeded("remedies");
    private final Map<String, KeyPair> keys = new HashMap<>();
    private final Map<String, Integer> applied = new TreeMap<>();

    private final Map<HeldCertificate, Certificate> parsed = new HashMap<>();
    private final Map<List<HeldCertificate>, List<Violation>> bundles = new HashMap<>();

    private record Input(List<HeldCertificate> bundle, List<HeldCertificate> presented) {}

    @Test
    void applyingARemedyMakesNothingWorse() {
        for (int i = 0; i < INPUTS; i++) {
            Input input = input();
            follow("input " + i, input);
        }
        assertThat(applied).as("remedies followed").hasSize(5);
        assertThat(applied.values()).as("remedies followed: " + applied).allMatch(count -> count >= 2);
    }

    private void follow(String name, Input input) {
        Input current = input;
        for (int step = 0; ; step++) {
            assertThat(step).as("steps of " + name).isLessThan(20);
            Optional<Input> next = step(name + ", step " + step, current);
            if (next.isEmpty()) {
                return;
            }
            current = next.get();
        }
    }

    /** Applies each remedy, and continues with the result of the first one. */
    private Optional<Input> step(String name, Input before) {
        List<Input> results = new ArrayList<>();
        for (Violation violation : judge(before, NOW).violations()) {
            presentedAfter(violation, before.presented()).ifPresent(after -> {
                Input result = new Input(before.bundle(), after);
                compare(name + ": " + violation.message() + " " + violation.remedy(), before, result);
                assertThat(badness(judge(result, NOW)))
                        .as(name + ": " + violation.remedy())
                        .isLessThan(badness(judge(before, NOW)));
                results.add(result);
            });
        }
        for (Violation violation : bundleViolations(before)) {
            bundleAfter(violation, before.bundle()).ifPresent(after -> {
                Input result = new Input(after, before.presented());
                compare(name + ": " + violation.message() + " " + violation.remedy(), before, result);
                assertThat(removable(result))
                        .as(name + ": " + violation.remedy())
                        .isLessThan(removable(before));
                results.add(result);
            });
        }
        return results.stream().findFirst();
    }

    private Optional<List<HeldCertificate>> presentedAfter(Violation violation, List<HeldCertificate> blocks) {
        Matcher remove = REMOVE.matcher(violation.remedy());
        if (remove.matches()) {
            applied.merge("remove a block: " + violation.found().replaceAll(" of block \\d+", ""), 1, Integer::sum);
            List<HeldCertificate> left = new ArrayList<>(blocks);
            left.remove(Integer.parseInt(remove.group(1)) - 1);
            return Optional.of(left);
        }
        Matcher reorder = REORDER.matcher(violation.remedy());
        if (reorder.find()) {
            applied.merge("reorder: " + violation.found().replaceAll("\\d+", "N"), 1, Integer::sum);
            return Optional.of(Arrays.stream(reorder.group(1).split(", "))
                    .map(position -> blocks.get(Integer.parseInt(position) - 1))
                    .toList());
        }
        return Optional.empty();
    }

    private static Optional<List<HeldCertificate>> bundleAfter(Violation violation, List<HeldCertificate> bundle) {
        if (!isRemovable(violation)) {
            return Optional.empty();
        }
        List<HeldCertificate> left = new ArrayList<>(bundle);
        left.remove(violation.position() - 1);
        return Optional.of(left);
    }

    private static boolean isRemovable(Violation violation) {
        return violation.remedy().startsWith("Remove it from the bundle, or")
                || violation.remedy().startsWith("Remove or replace all")
                || violation.remedy().equals("Remove one of the two.");
    }

    private long removable(Input input) {
        return bundleViolations(input).stream().filter(RemedyTest::isRemovable).count();
    }

    /**
     * Checks each time at which a certificate becomes valid or expires: an accepted client stays accepted, and there is
     * no new Error.
     */
    private void compare(String what, Input before, Input after) {
        TreeSet<Instant> times = new TreeSet<>(List.of(NOW));
        Stream.concat(before.bundle().stream(), before.presented().stream())
                .map(HeldCertificate::parsed)
                .flatMap(
                        c -> Stream.of(c.notBefore(), c.notAfter(), c.notAfter().plusSeconds(1)))
                .filter(NOW::isBefore)
                .forEach(times::add);
        for (Instant time : times) {
            LeafVerdict old = judge(before, time);
            LeafVerdict judged = judge(after, time);
            if (old.accepted()) {
                assertThat(judged.accepted())
                        .as(what + " At " + time + ": " + judged.violations())
                        .isTrue();
            }
        }
        assertThat(errors(judge(before, NOW))).as(what).containsAll(errors(judge(after, NOW)));
    }

    /** An Error counts more than any number of Warnings. A folded violation counts as often as it occurs. */
    private static long badness(LeafVerdict verdict) {
        return verdict.violations().stream().mapToInt(RemedyTest::places).sum()
                + 100 * verdict.violations().stream().filter(Violation::isError).count();
    }

    private static int places(Violation violation) {
        Matcher more = MORE.matcher(violation.message());
        return more.find() ? 1 + Integer.parseInt(more.group(1)) : 1;
    }

    private static List<Rule> errors(LeafVerdict verdict) {
        return verdict.violations().stream()
                .filter(Violation::isError)
                .map(Violation::rule)
                .toList();
    }

    private LeafVerdict judge(Input input, Instant time) {
        List<Certificate> bundle =
                input.bundle().stream().map(this::parsed).distinct().toList();
        return new LeafJudge(bundle, OPEN, time)
                .judge(ClientSecret.of("worker", pem(input.presented()), KeyMatch.PKCS8));
    }

    private List<Violation> bundleViolations(Input input) {
        return bundles.computeIfAbsent(input.bundle(), RemedyTest::judgeBundle);
    }

    private static List<Violation> judgeBundle(List<HeldCertificate> bundle) {
        BundleSource source = new BundleSource.Text("spec.certificates[0]", pem(bundle));
        return new BundleJudge(BundleLimits.TEMPORAL_CLOUD, WellKnownAuthorities.bundled())
                .judge(new BundleInput(List.of(source), 0, 0, Duration.ofDays(15)), NOW)
                .violations();
    }

    private Certificate parsed(HeldCertificate certificate) {
        return parsed.computeIfAbsent(certificate, HeldCertificate::parsed);
    }

    private static byte[] pem(List<HeldCertificate> certificates) {
        return certificates.stream()
                .map(HeldCertificate::pem)
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Two roots, two layers of CAs below them, each several times with one key; a leaf; some of all that, shuffled. */
    private Input input() {
        List<HeldCertificate> roots = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            String name = "Root " + random.nextInt(2);
            roots.add(ca(CertificateBuilder.root("CN=" + name), name));
        }
        List<HeldCertificate> upper = below(roots, "Upper", 1 + random.nextInt(3));
        List<HeldCertificate> lower = below(random.nextBoolean() ? roots : upper, "Lower", 1 + random.nextInt(3));
        HeldCertificate leaf = CertificateBuilder.leaf("CN=worker")
                .at(CLOCK)
                .randomness(randomness)
                .issuedBy(any(lower))
                .notAfter(NOW.plus(Duration.ofDays(10 + random.nextInt(300))))
                .build();
        List<HeldCertificate> cas =
                Stream.of(roots, upper, lower).flatMap(List::stream).toList();
        List<HeldCertificate> bundle = new ArrayList<>(some(cas, 2));
        bundle.addAll(roots.subList(0, 1));
        List<HeldCertificate> presented = new ArrayList<>(some(cas, 2));
        presented.addAll(some(presented, 6));
        Collections.shuffle(presented, random);
        presented.add(random.nextInt(4) == 0 ? random.nextInt(presented.size() + 1) : 0, leaf);
        return new Input(bundle, presented);
    }

    private List<HeldCertificate> below(List<HeldCertificate> issuers, String layer, int count) {
        List<HeldCertificate> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = layer + " " + random.nextInt(4) / 3;
            made.add(ca(CertificateBuilder.intermediate("CN=" + name).issuedBy(any(issuers)), name));
        }
        return made;
    }

    private HeldCertificate ca(CertificateBuilder builder, String name) {
        String key = name + (random.nextInt(12) == 0 ? ", made again" : "");
        Instant begin = NOW.plus(Duration.ofDays(random.nextInt(8) == 0 ? 5 : -40));
        int days = random.nextInt(8) == 0 ? -1 : 6 + random.nextInt(400);
        return builder.at(CLOCK)
                .randomness(randomness)
                .keyPair(keys.computeIfAbsent(key, k -> TestKeys.pair("ECDSA-P256", randomness)))
                .notBefore(begin)
                .notAfter(NOW.plus(Duration.ofDays(days)))
                .build();
    }

    private HeldCertificate any(List<HeldCertificate> certificates) {
        return certificates.get(random.nextInt(certificates.size()));
    }

    private List<HeldCertificate> some(List<HeldCertificate> certificates, int oneOf) {
        return certificates.stream().filter(c -> random.nextInt(oneOf) == 0).toList();
    }
}
