package dev.namespacecerts.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.PublicAuthority;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.CertificateFormatException;
import dev.namespacecerts.x509.CertificateParser;
import dev.namespacecerts.x509.PemReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SyncPlanTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final Certificate A = ca("A");
    private static final Certificate B = ca("B");
    private static final Certificate C = ca("C");
    private static final Certificate EXPIRED = expired("Expired 1");
    private static final Certificate EXPIRED_TOO = expired("Expired 2");
    private static final CloudFilter WORKER = new CloudFilter("worker", "", "", "");
    private static final CloudFilter STARTER = new CloudFilter("starter", "", "", "");
    private static final SyncPolicy OBSERVE = new SyncPolicy(false, false, false);
    private static final SyncPolicy SYNC = new SyncPolicy(true, false, false);
    private static final SyncPolicy REMOVE = new SyncPolicy(true, true, false);
    private static final SyncPolicy CLEAR = new SyncPolicy(true, true, true);

    private List<Certificate> wanted = List.of(A);
    private List<CloudFilter> wantedFilters = List.of();
    private Optional<Hold> wantedHold = Optional.empty();
    private List<Certificate> there = List.of(A);
    private List<CloudFilter> thereFilters = List.of();
    private Ownership ours = Ownership.NONE;
    private Set<String> needed = Set.of();
    private String state = "Active";
    private boolean mtls = true;
    private Optional<String> operation = Optional.empty();
    private boolean readable = true;

    private static Certificate ca(String name) {
        return CertificateBuilder.root("CN=" + name).build().parsed();
    }

    private static Certificate expired(String name) {
        return CertificateBuilder.root("CN=" + name)
                .notBefore(NOW.minus(20, ChronoUnit.DAYS))
                .notAfter(NOW.minus(10, ChronoUnit.DAYS))
                .build()
                .parsed();
    }

    private SyncPlan plan(SyncPolicy policy) {
        CloudNamespace namespace = new CloudNamespace(
                state,
                mtls,
                "v1",
                operation,
                there.stream()
                        .map(ca -> new AcceptedCa(ca.fingerprint(), Optional.of(ca)))
                        .toList(),
                thereFilters,
                readable,
                NOW);
        return SyncPlan.of(
                "accounting.a2dd6",
                new Wanted(wanted, wantedFilters, wantedHold),
                namespace,
                ours,
                policy,
                needed,
                SyncLimits.today(),
                NOW);
    }

    private String reason(SyncPolicy policy) {
        SyncPlan plan = plan(policy);
        assertThat(plan.change()).isEmpty();
        return plan.hold().map(Hold::reason).orElse("in step");
    }

    private String message(SyncPolicy policy) {
        return plan(policy).hold().orElseThrow().message();
    }

    private Change change(SyncPolicy policy) {
        return plan(policy).change().orElseThrow();
    }

    private void own(Certificate... cas) {
        ours = new Ownership(fingerprints(cas), ours.filters());
    }

    private void own(CloudFilter... filters) {
        ours = new Ownership(
                ours.cas(), Stream.of(filters).map(CloudFilter::digest).collect(Collectors.toSet()));
    }

    private static Set<String> fingerprints(Certificate... cas) {
        return Stream.of(cas).map(Certificate::fingerprint).collect(Collectors.toSet());
    }

    @Test
    void theSameCasInAnotherOrderAreInStep() {
        wanted = List.of(A, B);
        there = List.of(B, A);
        assertThat(reason(SYNC)).isEqualTo("in step");
        assertThat(reason(OBSERVE)).isEqualTo("in step");
    }

    @Test
    void theSameFiltersInAnotherOrderAreInStep() {
        wantedFilters = List.of(WORKER, STARTER, WORKER);
        thereFilters = List.of(STARTER, WORKER);
        assertThat(reason(SYNC)).isEqualTo("in step");
    }

    @Test
    void observeReportsEveryDifferenceAndSendsNothing() {
        wanted = List.of(A, B);
        wantedFilters = List.of(WORKER);
        there = List.of(A, C);
        assertThat(reason(OBSERVE)).isEqualTo("Differs");
        assertThat(message(OBSERVE)).contains("1 CA missing there, 1 CA only there, 1 filter missing there (");
    }

    @Test
    void aMissingCaIsAdded() {
        wanted = List.of(A, B);
        assertThat(change(SYNC).add()).containsExactly(B);
    }

    @Test
    void anOwnCaThatLeftTheBundleIsRemoved() {
        there = List.of(A, B);
        own(B);
        assertThat(change(SYNC).remove()).isEqualTo(fingerprints(B));
    }

    @Test
    void aForeignCaStaysAndIsNamed() {
        there = List.of(A, B);
        assertThat(reason(SYNC)).isEqualTo("AdoptionRequired");
        assertThat(message(SYNC)).contains("1 CA (SHA-256 " + B.fingerprint() + ")");
        assertThat(change(REMOVE).remove()).isEqualTo(fingerprints(B));
    }

    @Test
    void aForeignFilterStaysAndIsNamed() {
        wantedFilters = List.of(WORKER);
        thereFilters = List.of(WORKER, STARTER);
        assertThat(reason(SYNC)).isEqualTo("AdoptionRequired");
        assertThat(message(SYNC)).contains("1 filter ({commonName=starter})");
        assertThat(change(REMOVE).removeFilters()).containsExactly(STARTER);
    }

    @Test
    void whatIsMissingIsAddedAlsoBesideForeignCas() {
        wanted = List.of(A, B);
        there = List.of(C);
        assertThat(change(SYNC).add()).containsExactly(A, B);
        assertThat(change(SYNC).remove()).isEmpty();
    }

    @Test
    void whenCasComeAndGoTheNewOnesComeFirst() {
        wanted = List.of(B);
        there = List.of(A);
        own(A);
        assertThat(change(SYNC)).isEqualTo(new Change(List.of(B), Set.of(), List.of(), Set.of()));
        there = List.of(A, B);
        assertThat(change(SYNC)).isEqualTo(new Change(List.of(), fingerprints(A), List.of(), Set.of()));
    }

    @Test
    void filtersOfARotationGoWithTheOldCas() {
        wanted = List.of(B);
        wantedFilters = List.of(STARTER);
        there = List.of(A);
        thereFilters = List.of(WORKER);
        own(A);
        own(WORKER);
        assertThat(change(SYNC)).isEqualTo(new Change(List.of(B), Set.of(), List.of(STARTER), Set.of()));
        there = List.of(A, B);
        thereFilters = List.of(WORKER, STARTER);
        assertThat(change(SYNC)).isEqualTo(new Change(List.of(), fingerprints(A), List.of(), Set.of(WORKER)));
    }

    @Test
    void casAndFiltersThatOnlyComeGoInOneUpdate() {
        wanted = List.of(A, B);
        wantedFilters = List.of(WORKER);
        assertThat(change(SYNC)).isEqualTo(new Change(List.of(B), Set.of(), List.of(WORKER), Set.of()));
    }

    @Test
    void aCaThatAClientNeedsStays() {
        wanted = List.of(B);
        there = List.of(A, B);
        own(A);
        needed = fingerprints(A);
        assertThat(reason(SYNC)).isEqualTo("in step");
        assertThat(plan(SYNC).leaving()).extracting(AcceptedCa::fingerprint).containsExactly(A.fingerprint());
        needed = Set.of();
        assertThat(change(SYNC).remove()).isEqualTo(fingerprints(A));
    }

    @Test
    void aClientKeepsACaAlsoIfUnlistedOnesAreRemoved() {
        wanted = List.of(B);
        there = List.of(A, B);
        needed = fingerprints(A);
        assertThat(reason(REMOVE)).isEqualTo("in step");
    }

    @Test
    void theLastFilterStaysUnlessItMayBeCleared() {
        thereFilters = List.of(WORKER);
        own(WORKER);
        assertThat(reason(SYNC)).isEqualTo("FiltersWouldBeCleared");
        assertThat(reason(REMOVE)).isEqualTo("FiltersWouldBeCleared");
        assertThat(change(CLEAR).removeFilters()).containsExactly(WORKER);
    }

    @Test
    void nothingElseIsSentWhileTheLastFilterWouldGo() {
        wanted = List.of(A, B);
        thereFilters = List.of(WORKER);
        assertThat(reason(REMOVE)).isEqualTo("FiltersWouldBeCleared");
    }

    @Test
    void theLastFilterUnderAPublicCaAlwaysStays() {
        Certificate known = publicCa();
        assertThat(WellKnownAuthorities.bundled().contains(known)).isTrue();
        there = List.of(A, known);
        thereFilters = List.of(WORKER);
        own(WORKER);
        assertThat(reason(new SyncPolicy(true, false, true))).isEqualTo("WellKnownAuthority");
    }

    @Test
    void theLastCaStays() {
        wanted = List.of();
        own(A);
        assertThat(reason(SYNC)).isEqualTo("LastCertificate");
    }

    @Test
    void anInvalidBundleSendsNothing() {
        wanted = List.of(A, B);
        wantedHold = Optional.of(new Hold("NotValid", "The bundle is not valid.", false));
        assertThat(reason(CLEAR)).isEqualTo("NotValid");
        assertThat(reason(OBSERVE)).isEqualTo("NotValid");
    }

    @Test
    void mtlsIsNeverSwitchedOn() {
        wanted = List.of(A, B);
        mtls = false;
        assertThat(reason(CLEAR)).isEqualTo("MtlsDisabled");
    }

    @Test
    void aNamespaceThatChangesIsLeftAlone() {
        wanted = List.of(A, B);
        operation = Optional.of("someone's");
        assertThat(reason(SYNC)).isEqualTo("InProgress");
        operation = Optional.empty();
        state = "Updating";
        assertThat(reason(SYNC)).isEqualTo("InProgress");
        state = "UpdateFailed";
        assertThat(change(SYNC).add()).containsExactly(B);
        state = "Suspended";
        assertThat(reason(SYNC)).isEqualTo("Refused");
        state = "Deleting";
        assertThat(reason(SYNC)).isEqualTo("NamespaceNotFound");
    }

    @Test
    void aCaThatCannotBeDecodedStopsChanges() {
        wanted = List.of(A, B);
        readable = false;
        assertThat(reason(SYNC)).isEqualTo("Refused");
    }

    @Test
    void seventeenCasAreTooMany() {
        List<Certificate> sixteen = new ArrayList<>(
                IntStream.range(0, 16).mapToObj(i -> ca("CA " + i)).toList());
        there = List.copyOf(sixteen);
        sixteen.add(A);
        wanted = sixteen;
        assertThat(reason(SYNC)).isEqualTo("LimitExceeded");
        assertThat(message(SYNC)).contains("17 CAs; 16 are allowed");
    }

    @Test
    void theLimitCountsForeignCasToo() {
        there = IntStream.range(0, 16).mapToObj(i -> ca("CA " + i)).toList();
        assertThat(reason(SYNC)).isEqualTo("LimitExceeded");
    }

    @Test
    void twentySixFiltersAreTooMany() {
        wantedFilters = IntStream.range(0, 26)
                .mapToObj(i -> new CloudFilter("worker-" + i, "", "", ""))
                .toList();
        assertThat(reason(SYNC)).isEqualTo("LimitExceeded");
        assertThat(message(SYNC)).contains("26 filters; 25 are allowed");
    }

    @Test
    void ownExpiredCasGoInOneUpdateWithWhatIsNew() {
        wanted = List.of(A, B);
        there = List.of(A, EXPIRED, EXPIRED_TOO);
        own(EXPIRED, EXPIRED_TOO);
        assertThat(change(SYNC))
                .isEqualTo(new Change(List.of(B), fingerprints(EXPIRED, EXPIRED_TOO), List.of(), Set.of()));
    }

    @Test
    void foreignExpiredCasStopEveryChangeAndTheCommandIsNamed() {
        wanted = List.of(A, B);
        there = List.of(A, EXPIRED, EXPIRED_TOO);
        assertThat(reason(SYNC)).isEqualTo("AdoptionRequired");
        assertThat(message(SYNC))
                .contains(EXPIRED.fingerprint(), EXPIRED_TOO.fingerprint())
                .contains("tcld namespace accepted-client-ca set --namespace accounting.a2dd6");
        assertThat(change(REMOVE).remove()).isEqualTo(fingerprints(EXPIRED, EXPIRED_TOO));
        there = List.of(A, EXPIRED);
        assertThat(message(SYNC))
                .contains("tcld namespace accepted-client-ca remove --namespace accounting.a2dd6"
                        + " --ca-certificate-fingerprint " + EXPIRED.fingerprintSha1());
    }

    private static Certificate publicCa() {
        byte[] pem = PublicAuthority.pem().getBytes(StandardCharsets.US_ASCII);
        try {
            return CertificateParser.parse(PemReader.read(pem).get(0).der());
        } catch (CertificateFormatException e) {
            throw new IllegalStateException(e);
        }
    }
}
