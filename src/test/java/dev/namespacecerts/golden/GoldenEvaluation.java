package dev.namespacecerts.golden;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.CertificateFilterStatus;
import dev.namespacecerts.api.v1alpha1.ClientReference;
import dev.namespacecerts.api.v1alpha1.MatchedClients;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import dev.namespacecerts.api.v1alpha1.Reconciliation;
import dev.namespacecerts.api.v1alpha1.RuleViolation;
import dev.namespacecerts.cloud.CloudSteps;
import dev.namespacecerts.evaluate.BundleObjects;
import dev.namespacecerts.evaluate.BundleReport;
import dev.namespacecerts.evaluate.Claim;
import dev.namespacecerts.evaluate.ClientReport;
import dev.namespacecerts.evaluate.ClientVerdicts;
import dev.namespacecerts.evaluate.CloudStep;
import dev.namespacecerts.evaluate.DemoStep;
import dev.namespacecerts.evaluate.FilterReport;
import dev.namespacecerts.evaluate.Judgement;
import dev.namespacecerts.evaluate.NamedFilters;
import dev.namespacecerts.evaluate.Outcome;
import dev.namespacecerts.evaluate.PublishStep;
import dev.namespacecerts.evaluate.ReadableSecrets;
import dev.namespacecerts.evaluate.RotationRecord;
import dev.namespacecerts.evaluate.SourceTexts;
import dev.namespacecerts.publish.MemoryPublisher;
import dev.namespacecerts.rules.BundleLimits;
import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.rules.ca.BundleJudge;
import dev.namespacecerts.rules.filter.FilterJudge;
import dev.namespacecerts.rules.filter.NamedFilter;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.seal.Seals;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Evaluates objects to statuses as the reconcilers do, without a cluster. */
public final class GoldenEvaluation {
    static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
    private static final Seals SEALS = new Seals(() -> new byte[] {1});
    private static final BundleJudge JUDGE =
            new BundleJudge(BundleLimits.TEMPORAL_CLOUD, WellKnownAuthorities.bundled());

    private final GoldenCase golden;
    private final List<HasMetadata> objects;
    private final Instant now;
    private final ClientVerdicts known;
    private final MemoryPublisher publisher;
    private final Map<String, MatchedClients> matches = new HashMap<>();

    private GoldenEvaluation(GoldenCase golden, List<HasMetadata> objects, ClientVerdicts known, Instant now) {
        this.golden = golden;
        this.objects = objects;
        this.known = known;
        this.now = now;
        this.publisher = new MemoryPublisher(objects);
    }

    /** The out-files of in-files. */
    static Map<String, String> out(GoldenCase golden, Map<String, String> in) {
        return out(golden, in, new ClientVerdicts(0, client -> true), NOW);
    }

    /** The out-files of in-files at a time, with the verdicts on clients that are known already. */
    static Map<String, String> out(GoldenCase golden, Map<String, String> in, ClientVerdicts known, Instant now) {
        Map<String, String> applied = new HashMap<>(in);
        String before = applied.remove(GoldenFiles.BEFORE);
        return new GoldenEvaluation(golden, GoldenObjects.of(applied), known, now).statuses(before);
    }

    /** All violations of manifests: of their bundles, then of the clients, then of the filters. */
    public static List<RuleViolation> violations(Map<String, String> manifests, Instant now) {
        GoldenEvaluation evaluation = new GoldenEvaluation(
                GoldenCase.of("manifests"), GoldenObjects.of(manifests), new ClientVerdicts(0, client -> true), now);
        evaluation.statuses(null);
        Stream<RuleViolation> ofBundles = evaluation
                .bundles()
                .flatMap(bundle -> Stream.concat(
                        elements(bundle.getStatus().violations()),
                        elements(bundle.getStatus().clients()).flatMap(client -> elements(client.violations()))));
        Stream<RuleViolation> ofFilters = evaluation
                .all(CertificateFilter.class)
                .flatMap(filter -> elements(filter.getStatus().violations()));
        return Stream.concat(ofBundles, ofFilters).toList();
    }

    private static <T> Stream<T> elements(List<T> list) {
        return Stream.ofNullable(list).flatMap(List::stream);
    }

    private Map<String, String> statuses(String before) {
        bundles().forEach(bundle -> evaluate(bundle, before));
        all(CertificateFilter.class).forEach(this::evaluate);
        return GoldenStatus.of(
                objects.stream().filter(CustomResource.class::isInstance).toList());
    }

    private void evaluate(NamespaceCertificateBundle bundle, String before) {
        if (before != null) {
            NamespaceCertificateBundle earlier =
                    (NamespaceCertificateBundle) GoldenObjects.read(before).get(0);
            bundle.setStatus(status(earlier, now.minus(Duration.ofHours(1))));
            bundle.getMetadata().setGeneration(2L);
        }
        golden.meanwhile.ifPresent(events -> events.accept(publisher));
        bundle.setStatus(status(bundle, now));
        golden.failure.ifPresent(
                what -> bundle.setStatus(BundleReport.failed(bundle, what, now).status()));
    }

    private NamespaceCertificateBundleStatus status(NamespaceCertificateBundle bundle, Instant time) {
        if (bundle.unreadable().isPresent()) {
            return BundleReport.unreadable(bundle, bundle.unreadable().get(), time)
                    .status();
        }
        if (bundle.getSpec().reconciliation() == Reconciliation.Suspended) {
            return BundleReport.suspended(bundle, time).status();
        }
        RotationRecord last = RotationRecord.of(bundle, SEALS);
        BundleObjects around = new BundleObjects(
                bundle,
                new SourceTexts(
                                bundle.getSpec().certificates(),
                                name -> find(ConfigMap.class, name),
                                name -> find(Secret.class, name).filter(ReadableSecrets::mayBeRead))
                        .collect(),
                filtersOf(bundle.getMetadata().getName()).toList(),
                clientsOf(bundle),
                claimOf(bundle),
                last);
        Optional<DemoStep> issued = bundle.getSpec().demo() == null ? Optional.empty() : golden.demo;
        Judgement judgement = Judgement.of(around, issued, JUDGE, known, time);
        Optional<PublishStep> published = publisher.publish(bundle, judgement.content(), last.object(), time);
        matches.putAll(ClientReport.matches(judgement.filters(), judgement.clients()));
        Optional<CloudStep> cloud = bundle.getSpec().cloud() == null
                ? Optional.empty()
                : Optional.of(CloudSteps.of(
                        around, judgement, golden.cloud, secret -> find(Secret.class, secret), SEALS, time));
        return BundleReport.of(new Outcome(around, judgement, issued, published, cloud), SEALS, time)
                .status();
    }

    private void evaluate(CertificateFilter filter) {
        filter.setStatus(status(filter));
        golden.failure.ifPresent(
                what -> filter.setStatus(FilterReport.failed(filter, what, now).status()));
    }

    private CertificateFilterStatus status(CertificateFilter filter) {
        if (filter.unreadable().isPresent()) {
            return FilterReport.unreadable(filter, filter.unreadable().get(), now)
                    .status();
        }
        String name = filter.getSpec().bundleRef().name();
        List<NamedFilter> siblings = filtersOf(name)
                .filter(other -> other != filter)
                .map(NamedFilters::of)
                .toList();
        Optional<String> missingBundle =
                find(NamespaceCertificateBundle.class, name).isPresent() ? Optional.empty() : Optional.of(name);
        return FilterReport.of(
                        filter,
                        FilterJudge.judge(NamedFilters.of(filter), missingBundle, siblings),
                        matches.get(filter.getMetadata().getName()),
                        now)
                .status();
    }

    private Stream<CertificateFilter> filtersOf(String bundle) {
        return all(CertificateFilter.class)
                .filter(filter -> filter.getSpec().bundleRef().name().equals(bundle))
                .sorted(Comparator.comparing(filter -> filter.getMetadata().getName()));
    }

    private List<ClientSecret> clientsOf(NamespaceCertificateBundle bundle) {
        TreeSet<String> names = new TreeSet<>();
        for (ClientReference client : bundle.getSpec().clients()) {
            if (client.secretName() != null) {
                names.add(client.secretName());
            } else {
                all(Secret.class)
                        .filter(ReadableSecrets::mayBeRead)
                        .filter(secret ->
                                client.selector().matches(secret.getMetadata().getLabels()))
                        .forEach(secret -> names.add(secret.getMetadata().getName()));
            }
        }
        return names.stream().map(this::client).toList();
    }

    private ClientSecret client(String name) {
        return find(Secret.class, name)
                .filter(ReadableSecrets::mayBeRead)
                .map(secret -> ClientSecret.read(
                        name, GoldenObjects.bytes(secret, "tls.crt"), GoldenObjects.bytes(secret, "tls.key")))
                .orElseGet(() -> ClientSecret.missing(name));
    }

    /** The bundles are in the order of their creation. */
    private Claim claimOf(NamespaceCertificateBundle bundle) {
        List<String> keys = Claim.keys(bundle);
        if (keys.isEmpty()) {
            return Claim.NONE;
        }
        if (!golden.allowed.allows(bundle.getMetadata().getNamespace(), keys.get(0))) {
            return Claim.notAllowed(bundle);
        }
        NamespaceCertificateBundle winner = bundles()
                .filter(other -> Claim.keys(other).equals(keys))
                .findFirst()
                .orElseThrow();
        boolean won = winner.getMetadata().getUid().equals(bundle.getMetadata().getUid());
        return new Claim(bundle.getSpec().temporalNamespace(), winner, won);
    }

    private Stream<NamespaceCertificateBundle> bundles() {
        return all(NamespaceCertificateBundle.class);
    }

    private <T extends HasMetadata> Stream<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast);
    }

    private <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
        return all(kind)
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst();
    }
}
