package dev.namespacecerts.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.BundleReference;
import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.CertificateFilterSpec;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.rules.leaf.LeafFilters;
import dev.namespacecerts.rules.leaf.LeafJudge;
import dev.namespacecerts.rules.leaf.LeafVerdict;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.KeyMatch;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClientVerdictsTest {
    private static final Instant NOW = Instant.parse("2030-06-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final long PLENTY = 1 << 24;
    private static final int MANY = 1_000;
    private static final HeldCertificate ROOT = root("CN=Acme Root");

    private final ClientVerdicts known = new ClientVerdicts(PLENTY, client -> true);

    @Test
    void aChangedSecretOfAThousandIsTheOnlyOneEvaluated() {
        List<ClientSecret> clients = thousand();
        List<LeafVerdict> before = judge(known, clients, NOW);
        clients.set(500, secret("worker-500", leaf("CN=changed").issuedBy(ROOT).build()));
        List<LeafVerdict> after = judge(known, clients, NOW.plusSeconds(60));
        assertThat(evaluated(before, after)).containsExactly(500);
        assertThat(after.get(500).names().orElseThrow().subject()).isEqualTo("CN=changed");
    }

    @Test
    void aRemovedSecretLeadsToNoEvaluationAndANewOneToOne() {
        List<ClientSecret> clients = thousand();
        List<LeafVerdict> before = judge(known, clients, NOW);
        assertThat(judge(known, clients.subList(1, MANY), NOW))
                .allMatch(verdict -> before.stream().anyMatch(earlier -> earlier == verdict));
        assertThat(evaluated(before, judge(known, clients, NOW))).containsExactly(0);
    }

    @Test
    void otherCasOrFiltersLeadToTheEvaluationOfAll() {
        List<ClientSecret> clients =
                List.of(secret("a", leaf("CN=a").issuedBy(ROOT).build()));
        List<Certificate> authorities = List.of(ROOT.parsed());
        List<CertificateFilter> filters = List.of(filter("f", "a"));
        LeafVerdict first = known.of(objects(clients, filters), authorities, leafFilters(filters, false), NOW)
                .get(0);
        assertThat(first.accepted()).isTrue();

        List<Certificate> more = List.of(ROOT.parsed(), root("CN=Other").parsed());
        assertThat(known.of(objects(clients, filters), more, leafFilters(filters, false), NOW)
                        .get(0))
                .isNotSameAs(first);
        List<CertificateFilter> other = List.of(filter("f", "b"));
        assertThat(known.of(objects(clients, other), authorities, leafFilters(other, false), NOW)
                        .get(0)
                        .accepted())
                .isFalse();
        List<CertificateFilter> renamed = List.of(filter("g", "a"));
        assertThat(known.of(objects(clients, renamed), authorities, leafFilters(renamed, false), NOW)
                        .get(0)
                        .acceptedBy())
                .contains("g");
        assertThat(known.of(objects(clients, List.of()), authorities, new LeafFilters(List.of(), 0, true), NOW)
                        .get(0)
                        .accepted())
                .isFalse();
        assertThat(known.of(objects(clients, List.of()), authorities, new LeafFilters(List.of(), 0, false), NOW)
                        .get(0)
                        .accepted())
                .isTrue();
    }

    @Test
    void aSecretWithAnotherKeyIsEvaluatedAgain() {
        HeldCertificate leaf = leaf("CN=a").issuedBy(ROOT).build();
        judge(known, List.of(secret("a", leaf)), NOW);
        ClientSecret withoutKey = ClientSecret.of("a", bytes(leaf), KeyMatch.MISSING);
        assertThat(judge(known, List.of(withoutKey), NOW).get(0).accepted()).isFalse();
    }

    /** Steps across every notBefore and notAfter, in random order, also back. */
    @Test
    void verdictsAreTheSameAtAnyTimeWithAllSomeOrNoVerdictsKnown() {
        Random random = new Random(15);
        HeldCertificate early = root("CN=Early", -100, 20);
        HeldCertificate late = root("CN=Late", 10, 300);
        HeldCertificate issuing = issuing("CN=Issuing", ROOT, -50, 40);
        HeldCertificate renewed = CertificateBuilder.intermediate("CN=Issuing")
                .at(CLOCK)
                .keyPair(issuing.keyPair())
                .issuedBy(ROOT)
                .notBefore(days(30))
                .notAfter(days(200))
                .build();
        HeldCertificate crossed = CertificateBuilder.intermediate("CN=Early")
                .at(CLOCK)
                .keyPair(early.keyPair())
                .issuedBy(late)
                .notBefore(days(5))
                .notAfter(days(150))
                .build();
        List<Certificate> authorities = List.of(
                ROOT.parsed(),
                early.parsed(),
                late.parsed(),
                issuing("CN=Kept", late, 0, 60).parsed());
        List<HeldCertificate> issuers = List.of(ROOT, early, late, issuing, crossed, renewed);
        List<ClientSecret> clients = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            int begin = random.nextInt(-120, 120);
            HeldCertificate leaf = leaf("CN=worker-" + i)
                    .issuedBy(issuers.get(random.nextInt(issuers.size())))
                    .notBefore(days(begin))
                    .notAfter(days(begin + random.nextInt(-5, 200)))
                    .build();
            List<HeldCertificate> presented = new ArrayList<>(List.of(issuing, crossed, renewed));
            Collections.shuffle(presented, random);
            String chain = Stream.concat(Stream.of(leaf), presented.stream().limit(random.nextInt(4)))
                    .map(certificate -> (random.nextInt(8) == 0 ? "\ufeff" : "") + certificate.pem())
                    .collect(Collectors.joining());
            clients.add(ClientSecret.of("worker-" + i, chain.getBytes(StandardCharsets.UTF_8), KeyMatch.PKCS8));
        }
        clients.add(ClientSecret.missing("worker-missing"));

        ClientVerdicts some = new ClientVerdicts(PLENTY, client -> random.nextInt(3) > 0);
        ClientVerdicts few = new ClientVerdicts(100_000, client -> true);
        LeafFilters open = new LeafFilters(List.of(), 0, false);
        int repeated = 0;
        List<LeafVerdict> last = List.of();
        for (Instant now : around(authorities, clients, random)) {
            LeafJudge judge = new LeafJudge(authorities, open, now);
            List<LeafVerdict> wanted = clients.stream().map(judge::judge).toList();
            BundleObjects objects = objects(clients, List.of());
            List<LeafVerdict> found = known.of(objects, authorities, open, now);
            assertThat(found).as("at %s", now).isEqualTo(wanted);
            assertThat(some.of(objects, authorities, open, now))
                    .as("at %s", now)
                    .isEqualTo(wanted);
            assertThat(few.of(objects, authorities, open, now)).as("at %s", now).isEqualTo(wanted);
            repeated +=
                    last.isEmpty() ? 0 : clients.size() - evaluated(last, found).size();
            last = found;
        }
        assertThat(repeated).isPositive();
    }

    /** Steps around each change of any certificate, in random order. */
    private static List<Instant> around(List<Certificate> authorities, List<ClientSecret> clients, Random random) {
        List<Instant> times = new ArrayList<>(
                Stream.concat(authorities.stream(), clients.stream().flatMap(client -> client.certificates().stream()))
                        .flatMap(certificate -> {
                            Instant begin = certificate.notBefore();
                            Instant end = certificate.notAfter();
                            return Stream.of(begin.minusNanos(1), begin, end, end.plusNanos(1), end.plusSeconds(1));
                        })
                        .distinct()
                        .sorted()
                        .toList());
        List<Instant> shuffled = new ArrayList<>(times);
        Collections.shuffle(shuffled, random);
        times.addAll(shuffled.subList(0, shuffled.size() / 4));
        return times;
    }

    /** The clients before it decide whether a client is evaluated: their signature checks count also if they are known. */
    @Test
    void theLimitOfSignatureChecksIsReachedAtTheSameClient() {
        HeldCertificate leaf = leaf("CN=worker").issuedBy(root("CN=One")).build();
        List<LeafVerdict> verdicts = verdictsOfACrowd(crowd(), leaf);
        assertThat(verdicts.get(0).violations().get(0).message()).doesNotContain("was not validated");
        assertThat(verdicts.get(149).violations().get(0).message()).contains("was not validated");
    }

    @Test
    void theLimitForWarningsIsReachedAtTheSameClient() {
        HeldCertificate expiring = root("CN=One", -10, 10);
        List<Certificate> crowd = crowd();
        crowd.add(expiring.parsed());
        HeldCertificate leaf =
                leaf("CN=worker").issuedBy(expiring).notAfter(days(20)).build();
        List<LeafVerdict> verdicts = verdictsOfACrowd(crowd, leaf);
        assertThat(verdicts).allMatch(LeafVerdict::accepted);
        assertThat(verdicts.get(0).violations()).hasSize(1);
        assertThat(verdicts.get(149).violations()).isEmpty();
    }

    private static List<Certificate> crowd() {
        return IntStream.range(0, 25)
                .mapToObj(i -> root("CN=One").parsed())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Each time without the first client, so that another one is the last within the limit. */
    private List<LeafVerdict> verdictsOfACrowd(List<Certificate> crowd, HeldCertificate leaf) {
        LeafFilters open = new LeafFilters(List.of(), 0, false);
        List<ClientSecret> clients = IntStream.range(0, 153)
                .mapToObj(i -> secret("worker-" + i, leaf))
                .toList();
        List<LeafVerdict> wanted = List.of();
        for (int turn = 0; turn < 4; turn++) {
            List<ClientSecret> left = clients.subList(turn, clients.size());
            LeafJudge judge = new LeafJudge(crowd, open, NOW);
            wanted = left.stream().map(judge::judge).toList();
            assertThat(known.of(objects(left, List.of()), crowd, open, NOW)).isEqualTo(wanted);
        }
        return wanted;
    }

    @Test
    void aBundleOccupiesNoMoreThanItsShare() {
        long most = 200_000;
        ClientVerdicts small = new ClientVerdicts(most, client -> true);
        List<ClientSecret> clients = thousand();
        judge(small, clients, NOW);
        assertThat(small.bytes()).isPositive().isLessThanOrEqualTo(most / 8);
        List<LeafVerdict> before = judge(small, clients, NOW);
        assertThat(evaluated(before, judge(small, clients, NOW))).isNotEmpty().hasSizeLessThan(MANY);
    }

    @Test
    void theBundleThatWasEvaluatedTheLongestAgoIsDropped() {
        long most = 200_000;
        ClientVerdicts small = new ClientVerdicts(most, client -> true);
        List<ClientSecret> clients = thousand().subList(0, 20);
        List<LeafVerdict> first = judge(small, clients, NOW);
        assertThat(evaluated(first, judge(small, clients, NOW))).isEmpty();
        for (int i = 0; i < 20; i++) {
            BundleObjects other = objects("bundle-" + i, clients, List.of());
            small.of(other, List.of(ROOT.parsed()), new LeafFilters(List.of(), 0, false), NOW);
            assertThat(small.bytes()).isLessThanOrEqualTo(most);
        }
        assertThat(evaluated(first, judge(small, clients, NOW))).hasSize(20);
    }

    /** Indexes of the verdicts that are other objects than before. */
    private static List<Integer> evaluated(List<LeafVerdict> before, List<LeafVerdict> after) {
        return IntStream.range(0, after.size())
                .filter(i -> before.get(i) != after.get(i))
                .boxed()
                .toList();
    }

    private static List<LeafVerdict> judge(ClientVerdicts known, List<ClientSecret> clients, Instant now) {
        return known.of(objects(clients, List.of()), List.of(ROOT.parsed()), new LeafFilters(List.of(), 0, false), now);
    }

    private static BundleObjects objects(List<ClientSecret> clients, List<CertificateFilter> filters) {
        return objects("accounting", clients, filters);
    }

    private static BundleObjects objects(String name, List<ClientSecret> clients, List<CertificateFilter> filters) {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.setMetadata(
                new ObjectMetaBuilder().withNamespace("payments").withName(name).build());
        bundle.setSpec(new SpecBuilder().build());
        return new BundleObjects(bundle, List.of(), filters, clients, Claim.NONE, RotationRecord.NONE);
    }

    private static LeafFilters leafFilters(List<CertificateFilter> filters, boolean required) {
        return new LeafFilters(FilterVerdicts.of(filters).matchers(), filters.size(), required);
    }

    private static CertificateFilter filter(String name, String commonName) {
        CertificateFilter filter = new CertificateFilter();
        filter.setMetadata(
                new ObjectMetaBuilder().withNamespace("payments").withName(name).build());
        filter.setSpec(new CertificateFilterSpec(new BundleReference("accounting"), commonName, null, null, null));
        return filter;
    }

    /** Clients with the same leaf, so that few keys are made. */
    private static List<ClientSecret> thousand() {
        HeldCertificate leaf = leaf("CN=worker").issuedBy(ROOT).build();
        return IntStream.range(0, MANY)
                .mapToObj(i -> secret("worker-" + i, leaf))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static ClientSecret secret(String name, HeldCertificate leaf) {
        return ClientSecret.of(name, bytes(leaf), KeyMatch.PKCS8);
    }

    private static byte[] bytes(HeldCertificate certificate) {
        return certificate.pem().getBytes(StandardCharsets.US_ASCII);
    }

    private static CertificateBuilder leaf(String subject) {
        return CertificateBuilder.leaf(subject).at(CLOCK);
    }

    private static HeldCertificate root(String subject) {
        return CertificateBuilder.root(subject).at(CLOCK).build();
    }

    private static HeldCertificate root(String subject, int begin, int end) {
        return CertificateBuilder.root(subject)
                .at(CLOCK)
                .notBefore(days(begin))
                .notAfter(days(end))
                .build();
    }

    private static HeldCertificate issuing(String subject, HeldCertificate root, int begin, int end) {
        return CertificateBuilder.intermediate(subject)
                .at(CLOCK)
                .issuedBy(root)
                .notBefore(days(begin))
                .notAfter(days(end))
                .build();
    }

    private static Instant days(int days) {
        return NOW.plus(Duration.ofDays(days));
    }
}
