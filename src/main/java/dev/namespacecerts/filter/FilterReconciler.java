package dev.namespacecerts.filter;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.CertificateFilterStatus;
import dev.namespacecerts.api.v1alpha1.MatchedClients;
import dev.namespacecerts.evaluate.FilterReport;
import dev.namespacecerts.evaluate.NamedFilters;
import dev.namespacecerts.evaluate.Report;
import dev.namespacecerts.metrics.WorkMetrics;
import dev.namespacecerts.queue.ReconcileRate;
import dev.namespacecerts.report.FailureReporter;
import dev.namespacecerts.report.StatusReporter;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.filter.FilterJudge;
import dev.namespacecerts.rules.filter.NamedFilter;
import dev.namespacecerts.settings.Shard;
import dev.namespacecerts.watch.AnyChange;
import dev.namespacecerts.watch.Causes;
import dev.namespacecerts.watch.DeletedObjects;
import dev.namespacecerts.watch.FilterStore;
import dev.namespacecerts.watch.KeepsReduced;
import dev.namespacecerts.watch.Keys;
import dev.namespacecerts.watch.MissedChanges;
import dev.namespacecerts.watch.OwnChanges;
import dev.namespacecerts.watch.OwnStatuses;
import dev.namespacecerts.watch.SpecChange;
import dev.namespacecerts.watch.WholeObjects;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.ManagedInformerEventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reconciles a filter when it or another filter of its bundle changes, or when its bundle is created or deleted. */
@ControllerConfiguration(
        name = "filters",
        generationAwareEventProcessing = false, // AnyChange accepts more changes
        rateLimiter = ReconcileRate.class,
        informer =
                @Informer(
                        comparableResourceVersions = false,
                        onUpdateFilter = AnyChange.class,
                        informerListLimit = FilterReconciler.PAGE))
@GradualRetry(
        maxAttempts = Integer.MAX_VALUE,
        initialInterval = FailureReporter.INITIAL_INTERVAL,
        intervalMultiplier = 2,
        maxInterval = FailureReporter.MAX_INTERVAL)
public class FilterReconciler implements Reconciler<CertificateFilter>, KeepsReduced<CertificateFilter> {
    static final long PAGE = 50;
    private static final String KIND = HasMetadata.getKind(CertificateFilter.class);

    /** The limit of CF-3; a bundle with more filters is rejected anyway. */
    private static final int MOST_COMPARED = 25;

    /** Tolerance, because the cache may be a few changes ahead of the one that is handled. */
    private static final int SLACK = 10;

    private final StatusReporter reporter;
    private final FailureReporter failures;
    private final KnownClients clients;
    private final KnownBundles bundles;
    private final KnownFilters known;
    private final DeletedObjects deleted = new DeletedObjects();
    private final WorkMetrics work;
    private final WholeObjects whole;
    private final Clock clock;
    private final Duration checkInterval;
    private final OwnFilters own;
    private final SimpleInboundEventSource<CertificateFilter> again = new SimpleInboundEventSource<>("filters-again");
    private MissedChanges<CertificateFilter> missed;

    /** The object from the cache. The SDK passes copies, which lack the marks "unreadable" and "incomplete". */
    private IndexerResourceCache<CertificateFilter> filters;

    public FilterReconciler(
            StatusReporter reporter,
            FailureReporter failures,
            KnownClients clients,
            KnownBundles bundles,
            KnownFilters known,
            WorkMetrics work,
            WholeObjects whole,
            Clock clock,
            Shard shard,
            @ConfigProperty(name = MissedChanges.INTERVAL, defaultValue = "2m") Duration checkInterval) {
        this.checkInterval = checkInterval;
        this.whole = whole;
        this.work = work;
        this.reporter = reporter;
        this.failures = failures;
        this.clients = clients;
        this.bundles = bundles;
        this.known = known;
        this.own = new OwnFilters(shard, bundles);
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, CertificateFilter>> prepareEventSources(EventSourceContext<CertificateFilter> context) {
        filters = context.getPrimaryCache();
        work.unobserved(
                "filter", () -> ownFilters().filter(FilterReport::isUnobserved).count());
        work.unreadable(
                "filter",
                () -> ownFilters()
                        .filter(filter -> filter.unreadable().isPresent())
                        .count());
        known.watchedBy((ManagedInformerEventSource<CertificateFilter, ?, ?>) filters);
        missed = new MissedChanges<>(
                this::ownFilters,
                this::inputs,
                CertificateFilter::isComplete,
                found -> Causes.of("no event reported its last change", KIND, found)
                        .forEach(again::propagateEvent));
        missed.start(checkInterval);
        return List.of(
                bundles.changes(this::filtersOf),
                new OwnChanges<>(new SpecChange<>(), this::changed),
                clients.changes(),
                again);
    }

    @Override
    public FilterStore newCache() {
        return new FilterStore(this::added, this::removed);
    }

    private List<ResourceID> filtersOf(String bundle) {
        return Causes.of(
                "NamespaceCertificateBundle " + bundle + " was created or deleted",
                KIND,
                known.of(bundle).stream().map(ResourceID::fromResource).toList());
    }

    /** A hash of all that the status of a filter depends on. */
    private int inputs(CertificateFilter filter) {
        String bundle = KnownFilters.bundleOf(filter);
        return Objects.hash(known.hash(bundle), bundles.contains(bundle), matched(filter));
    }

    @Override
    public UpdateControl<CertificateFilter> reconcile(CertificateFilter filter, Context<CertificateFilter> context) {
        Causes.log(filter, context.getRetryInfo());
        try {
            return work.time(
                    "filter",
                    () -> find(filter)
                            .filter(this::isOwn)
                            .map(found -> reporter.again(found, reconcile(found)))
                            .orElseGet(UpdateControl::noUpdate));
        } finally {
            if (deleted.contains(filter)) {
                work.forgetFilter(Keys.of(filter));
            }
        }
    }

    @Override
    public ErrorStatusUpdateControl<CertificateFilter> updateErrorStatus(
            CertificateFilter filter, Context<CertificateFilter> context, Exception failure) {
        return failures.report(filter, context, failure, () -> find(filter).filter(own::contains), (found, what) -> {
            Report<CertificateFilterStatus> failed = FilterReport.failed(found, what, clock.instant());
            missed.evaluated(found, missed.inputs(found), failed.status());
            return failed;
        });
    }

    /** The current, complete filter; empty if it was deleted. */
    private Optional<CertificateFilter> find(CertificateFilter filter) {
        return filters.get(ResourceID.fromResource(filter)).flatMap(whole::of);
    }

    private Stream<CertificateFilter> ownFilters() {
        return filters.list(own::contains);
    }

    /** Also forgets a filter that another release reconciles from now on. */
    private boolean isOwn(CertificateFilter filter) {
        boolean isOwn = own.contains(filter);
        if (!isOwn) {
            missed.forget(Keys.of(filter));
            work.forgetFilter(Keys.of(filter));
        }
        return isOwn;
    }

    private void changed(CertificateFilter filter) {
        siblingsToReconcile(filter).forEach(again::propagateEvent);
        known.changed(filter);
    }

    private void added(CertificateFilter filter) {
        if (own.add(filter)) {
            again.propagateEvent(ResourceID.fromResource(filter));
        }
    }

    private void removed(CertificateFilter filter) {
        own.remove(filter);
        deleted.add(filter);
        OwnStatuses.forget(filter);
        Causes.forget(filter);
        missed.forget(Keys.of(filter));
        work.forgetFilter(Keys.of(filter));
    }

    private UpdateControl<CertificateFilter> report(
            CertificateFilter filter, int inputs, Report<CertificateFilterStatus> report) {
        UpdateControl<CertificateFilter> done = reporter.report(filter, report);
        if (done.getScheduleDelay().isEmpty()) {
            missed.evaluated(filter, inputs, report.status());
        }
        return done;
    }

    private UpdateControl<CertificateFilter> reconcile(CertificateFilter filter) {
        int inputs = missed.inputs(filter);
        if (filter.unreadable().isPresent()) {
            work.unreadable(filter, filter.unreadable().get());
            work.filter(Keys.of(filter), false);
            return report(
                    filter,
                    inputs,
                    FilterReport.unreadable(filter, filter.unreadable().get(), clock.instant()));
        }
        Optional<String> missingBundle = bundles.contains(KnownFilters.bundleOf(filter))
                ? Optional.empty()
                : Optional.of(filter.getSpec().bundleRef().name());
        List<Violation> violations = FilterJudge.judge(NamedFilters.of(filter), missingBundle, siblingsOf(filter));
        if (missingBundle.isPresent()) {
            clients.forget(KnownFilters.bundleOf(filter));
        }
        work.filter(Keys.of(filter), violations.stream().noneMatch(Violation::isError));
        return report(filter, inputs, FilterReport.of(filter, violations, matched(filter), clock.instant()));
    }

    /** Keeps the matches of the status until the bundle was reconciled once after the start. */
    private MatchedClients matched(CertificateFilter filter) {
        String bundle = KnownFilters.bundleOf(filter);
        if (bundles.contains(bundle) && !clients.knows(bundle) && filter.getStatus() != null) {
            return filter.getStatus().matchedClients();
        }
        return clients.matched(bundle, filter.getMetadata().getName()).orElse(null);
    }

    /**
     * The other filters of the bundle. None if CF-3 is exceeded by far: otherwise a change of each of n filters would
     * trigger n reconciliations.
     */
    private Set<ResourceID> siblingsToReconcile(CertificateFilter filter) {
        List<CertificateFilter> together = known.of(KnownFilters.bundleOf(filter));
        return together.size() > MOST_COMPARED + SLACK
                ? Set.of()
                : Causes.of(filter, KIND, Keys.allBut(filter, together));
    }

    private List<NamedFilter> siblingsOf(CertificateFilter filter) {
        List<CertificateFilter> together = known.of(KnownFilters.bundleOf(filter));
        if (together.size() > MOST_COMPARED) {
            return List.of();
        }
        return together.stream()
                .filter(other -> !Keys.of(other).equals(Keys.of(filter)))
                .sorted(Comparator.comparing(other -> other.getMetadata().getName()))
                .map(NamedFilters::of)
                .toList();
    }
}
