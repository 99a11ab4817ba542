package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import dev.namespacecerts.api.v1alpha1.Reconciliation;
import dev.namespacecerts.cloud.CloudFinalizer;
import dev.namespacecerts.cloud.Synchronizer;
import dev.namespacecerts.evaluate.BundleObjects;
import dev.namespacecerts.evaluate.BundleReport;
import dev.namespacecerts.evaluate.ClientReport;
import dev.namespacecerts.evaluate.CloudStep;
import dev.namespacecerts.evaluate.DemoStep;
import dev.namespacecerts.evaluate.Judgement;
import dev.namespacecerts.evaluate.Outcome;
import dev.namespacecerts.evaluate.PublishStep;
import dev.namespacecerts.evaluate.Report;
import dev.namespacecerts.evaluate.Rotation;
import dev.namespacecerts.evaluate.RotationRecord;
import dev.namespacecerts.evaluate.SyncRecord;
import dev.namespacecerts.filter.KnownBundles;
import dev.namespacecerts.filter.KnownClients;
import dev.namespacecerts.filter.KnownFilters;
import dev.namespacecerts.issue.Demo;
import dev.namespacecerts.metrics.BundleMetrics;
import dev.namespacecerts.metrics.WorkMetrics;
import dev.namespacecerts.publish.KnownTargets;
import dev.namespacecerts.publish.Publisher;
import dev.namespacecerts.queue.ReconcileRate;
import dev.namespacecerts.report.FailureReporter;
import dev.namespacecerts.report.StatusReporter;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.ca.BundleJudge;
import dev.namespacecerts.seal.Seals;
import dev.namespacecerts.settings.Shard;
import dev.namespacecerts.settings.TemporalNamespaces;
import dev.namespacecerts.watch.AnyChange;
import dev.namespacecerts.watch.BundleStore;
import dev.namespacecerts.watch.Causes;
import dev.namespacecerts.watch.KeepsReduced;
import dev.namespacecerts.watch.Keys;
import dev.namespacecerts.watch.MissedChanges;
import dev.namespacecerts.watch.RecentSecrets;
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
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Reconciles a bundle when it, its sources, its filters or its rivals change. */
@ControllerConfiguration(
        name = "bundles",
        generationAwareEventProcessing = false, // AnyChange accepts more changes
        rateLimiter = ReconcileRate.class,
        informer =
                @Informer(
                        comparableResourceVersions = false,
                        onUpdateFilter = AnyChange.class,
                        informerListLimit = BundleReconciler.PAGE))
@GradualRetry(
        maxAttempts = Integer.MAX_VALUE,
        initialInterval = FailureReporter.INITIAL_INTERVAL,
        intervalMultiplier = 2,
        maxInterval = FailureReporter.MAX_INTERVAL)
public class BundleReconciler
        implements Reconciler<NamespaceCertificateBundle>, KeepsReduced<NamespaceCertificateBundle> {
    static final String KIND = HasMetadata.getKind(NamespaceCertificateBundle.class);
    private static final Logger LOG = Logger.getLogger("namespacecerts");

    /** Page size of lists: even with almost two megabytes per object, a page fits into the memory. */
    static final long PAGE = 10;

    /** Delay before reading a source again that no watch had reported yet. */
    private static final Duration AHEAD = Duration.ofSeconds(10);

    /** Delay before reading a status again that may be outdated. */
    private static final Duration STALE = Duration.ofSeconds(1);

    private final SimpleInboundEventSource<NamespaceCertificateBundle> again =
            new SimpleInboundEventSource<>("reconcile-again");
    private final ExclusiveReconciliations reconciliations =
            new ExclusiveReconciliations(key -> again.propagateEvent(Keys.id(key)));

    /** The object from the cache. The SDK passes copies, which lack the marks "unreadable" and "incomplete". */
    private IndexerResourceCache<NamespaceCertificateBundle> bundles;

    private MissedChanges<NamespaceCertificateBundle> missed;

    private final BundleWatches watches;
    private final SourceCollector collector;
    private final BundleJudge judge;
    private final Demo demo;
    private final Publisher publisher;
    private final Synchronizer synchronizer;
    private final CloudFinalizer finalizer;
    private final Releases releases;
    private final Seals seals;
    private final SealedRecords<RotationRecord> records;
    private final SealedRecords<SyncRecord> syncRecords;
    private final KnownClients knownClients;
    private final StatusReporter reporter;
    private final FailureReporter failures;
    private final BundleMetrics metrics;
    private final WorkMetrics work;
    private final WholeObjects whole;
    private final Clock clock;
    private final Duration checkInterval;

    public BundleReconciler(
            SourceCollector collector,
            BundleJudge judge,
            Demo demo,
            Publisher publisher,
            KnownTargets targets,
            Seals seals,
            Synchronizer synchronizer,
            CloudFinalizer finalizer,
            KnownClients knownClients,
            KnownBundles knownBundles,
            KnownFilters filters,
            RecentSecrets recent,
            StatusReporter reporter,
            FailureReporter failures,
            BundleMetrics metrics,
            WorkMetrics work,
            TemporalNamespaces temporalNamespaces,
            Shard shard,
            WholeObjects whole,
            Clock clock,
            @ConfigProperty(name = MissedChanges.INTERVAL, defaultValue = "2m") Duration checkInterval) {
        this.checkInterval = checkInterval;
        this.whole = whole;
        this.collector = collector;
        this.judge = judge;
        this.demo = demo;
        this.publisher = publisher;
        this.synchronizer = synchronizer;
        this.finalizer = finalizer;
        this.knownClients = knownClients;
        this.seals = seals;
        this.records = new SealedRecords<>(bundle -> RotationRecord.of(bundle, seals), RotationRecord.REFUSED);
        this.syncRecords = new SealedRecords<>(bundle -> SyncRecord.of(bundle, seals), SyncRecord.REFUSED);
        this.releases = new Releases(this::release, finalizer, clock);
        this.watches = new BundleWatches(
                shard,
                recent,
                temporalNamespaces,
                knownBundles,
                filters,
                key -> {
                    knownClients.forget(key);
                    metrics.forget(key);
                    records.forget(key);
                    syncRecords.forget(key);
                    synchronizer.forget(key);
                    releases.forget(key);
                    missed.forget(key);
                },
                synchronizer,
                targets,
                releases::seen,
                key -> missed.isBegun(key));
        this.metrics = metrics;
        this.work = work;
        this.reporter = reporter;
        this.failures = failures;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, NamespaceCertificateBundle>> prepareEventSources(
            EventSourceContext<NamespaceCertificateBundle> context) {
        bundles = context.getPrimaryCache();
        work.unobserved("bundle", () -> bundles.list(BundleReport::isUnobserved).count());
        work.unreadable(
                "bundle",
                () -> bundles.list(bundle -> bundle.unreadable().isPresent()).count());
        List<EventSource<?, NamespaceCertificateBundle>> sources =
                new ArrayList<>(watches.prepare(context, again::propagateEvent));
        sources.add(again);
        missed = new MissedChanges<>(
                bundles::list,
                watches::inputs,
                NamespaceCertificateBundle::isComplete,
                found -> watches.reconcileMissed(found, again::propagateEvent));
        missed.start(checkInterval);
        synchronizer.start(key -> {
            if (!releases.wake(key)) {
                again.propagateEvent(Keys.id(key));
            }
        });
        return sources;
    }

    @Override
    public BundleStore newCache() {
        return watches.newCache();
    }

    @Override
    public UpdateControl<NamespaceCertificateBundle> reconcile(
            NamespaceCertificateBundle bundle, Context<NamespaceCertificateBundle> context) {
        return reconciliations
                .alone(Keys.of(bundle), () -> {
                    Causes.log(bundle, context.getRetryInfo());
                    try {
                        return work.time(
                                "bundle",
                                () -> find(bundle)
                                        .map(found -> reporter.again(found, reconcile(found)))
                                        .orElseGet(UpdateControl::noUpdate));
                    } finally {
                        watches.forgetIfDeleted(bundle);
                    }
                })
                .orElseGet(UpdateControl::noUpdate);
    }

    @Override
    public ErrorStatusUpdateControl<NamespaceCertificateBundle> updateErrorStatus(
            NamespaceCertificateBundle bundle, Context<NamespaceCertificateBundle> context, Exception failure) {
        return failures.report(bundle, context, failure, () -> find(bundle), (found, what) -> {
            Report<NamespaceCertificateBundleStatus> failed = BundleReport.failed(found, what, clock.instant());
            missed.evaluated(found, missed.inputs(found), failed.status());
            return failed;
        });
    }

    private UpdateControl<NamespaceCertificateBundle> report(
            NamespaceCertificateBundle bundle, int inputs, Report<NamespaceCertificateBundleStatus> report) {
        UpdateControl<NamespaceCertificateBundle> done = reporter.report(bundle, report);
        if (done.getScheduleDelay().isEmpty()) {
            missed.evaluated(bundle, inputs, report.status());
        }
        return done;
    }

    private UpdateControl<NamespaceCertificateBundle> reconcile(NamespaceCertificateBundle bundle) {
        missed.begin(bundle);
        int inputs = missed.inputs(bundle);
        if (bundle.unreadable().isPresent()) {
            String reason = bundle.unreadable().get();
            work.unreadable(bundle, reason);
            metrics.update(BundleMetricsReport.unreadable(bundle));
            return report(bundle, inputs, BundleReport.unreadable(bundle, reason, clock.instant()));
        }
        if (bundle.getSpec().reconciliation() == Reconciliation.Suspended) {
            synchronizer.suspend(Keys.of(bundle));
            metrics.suspended(BundleMetricsReport.ofStatus(bundle));
            return report(bundle, inputs, BundleReport.suspended(bundle, clock.instant()));
        }
        Instant now = clock.instant();
        Optional<RotationRecord> record = records.of(bundle, now);
        Optional<SyncRecord> syncRecord = syncRecords.of(bundle, now);
        if (record.isEmpty() || syncRecord.isEmpty()) {
            return UpdateControl.<NamespaceCertificateBundle>noUpdate().rescheduleAfter(STALE);
        }
        if (finalizer.adjust(bundle)) { // before anything is sent
            return UpdateControl.<NamespaceCertificateBundle>noUpdate().rescheduleAfter(STALE);
        }
        RotationRecord last = record.get();
        if (last.refused()) {
            LOG.warnf("The status of %s has no valid seal: its record of published CAs is ignored", Keys.of(bundle));
        }
        Optional<DemoStep> issued = demo.issue(bundle, watches.secretsOf(bundle), Rotation.published(bundle, last), now)
                .map(done -> done.step(now));
        SourceCollector.Collected collected = collector.collect(bundle, watches::isCached, watches::configMapVersion);
        BundleObjects objects = objects(bundle, collected.sources(), last);
        Judgement judgement = Judgement.of(objects, issued, judge, now);
        Optional<PublishStep> published = publisher
                .publish(bundle, judgement.content(), last.object(), watches.publishedFor(bundle))
                .map(done -> done.step(now));
        published.ifPresent(step -> reporter.tell(bundle, step.notices()));
        Optional<CloudStep> inCloud = synchronizer.synchronize(objects, judgement, syncRecord.get(), now);
        knownClients.update(bundle, ClientReport.matches(judgement.filters(), judgement.clients()));

        Outcome outcome = new Outcome(objects, judgement, issued, published, inCloud);
        Report<NamespaceCertificateBundleStatus> report = BundleReport.of(outcome, seals, clock.instant());
        UpdateControl<NamespaceCertificateBundle> done = report(bundle, inputs, report);
        metrics.update(BundleMetricsReport.of(outcome, BundleReport.isReady(report.status())));
        if (done.getScheduleDelay().isEmpty()) {
            Stream.concat(outcome.next(now).stream(), collected.ahead() ? Stream.of(now.plus(AHEAD)) : Stream.empty())
                    .min(Instant::compareTo)
                    .ifPresent(next -> done.rescheduleAfter(until(next)));
        }
        return done;
    }

    /** What remains to be done before a bundle is deleted. */
    private Optional<Instant> release(NamespaceCertificateBundle bundle) {
        Instant now = clock.instant();
        if (bundle.unreadable().isPresent()) {
            return Optional.empty();
        }
        Optional<SyncRecord> record = syncRecords.of(bundle, now);
        return record.isEmpty()
                ? Optional.of(now.plus(STALE))
                : synchronizer.release(objects(bundle, List.of(), RotationRecord.NONE), record.get(), now);
    }

    private BundleObjects objects(
            NamespaceCertificateBundle bundle, List<BundleSource> sources, RotationRecord published) {
        return new BundleObjects(
                bundle,
                sources,
                watches.filtersOf(bundle),
                watches.clientsOf(bundle),
                watches.claimOf(bundle),
                published);
    }

    /** The current, complete bundle; empty if it was deleted, or went to another release. */
    private Optional<NamespaceCertificateBundle> find(NamespaceCertificateBundle bundle) {
        return bundles.get(ResourceID.fromResource(bundle))
                .filter(watches::isOwn)
                .flatMap(whole::of);
    }

    private Duration until(Instant next) {
        Duration wait = Duration.between(clock.instant(), next);
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
