package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import dev.namespacecerts.api.v1alpha1.Reconciliation;
import dev.namespacecerts.filter.FilterVerdicts;
import dev.namespacecerts.filter.KnownClients;
import dev.namespacecerts.issue.Demo;
import dev.namespacecerts.issue.DemoOutcome;
import dev.namespacecerts.metrics.BundleMetrics;
import dev.namespacecerts.metrics.WorkMetrics;
import dev.namespacecerts.publish.Publication;
import dev.namespacecerts.publish.Publisher;
import dev.namespacecerts.queue.ReconcileRate;
import dev.namespacecerts.report.Report;
import dev.namespacecerts.report.StatusReporter;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.ca.BundleJudge;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.seal.Seals;
import dev.namespacecerts.settings.TemporalNamespaces;
import dev.namespacecerts.watch.AnyChange;
import dev.namespacecerts.watch.BundleStore;
import dev.namespacecerts.watch.Keys;
import dev.namespacecerts.watch.RecentSecrets;
import dev.namespacecerts.watch.WholeObjects;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
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
import org.jboss.logging.Logger;

/** Has every bundle judged at each change of it, of its sources, of its filters and of its rivals. */
@ControllerConfiguration(
        name = "bundles",
        generationAwareEventProcessing = false, // AnyChange sees more
        rateLimiter = ReconcileRate.class,
        informer =
                @Informer(
                        comparableResourceVersions = false,
                        onUpdateFilter = AnyChange.class,
                        itemStore = BundleStore.class,
                        informerListLimit = BundleReconciler.PAGE))
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 200, intervalMultiplier = 2, maxInterval = 60_000)
public class BundleReconciler implements Reconciler<NamespaceCertificateBundle> {
    private static final Logger LOG = Logger.getLogger("namespacecerts");

    /** With each of almost two megabytes, a page still fits into the memory. */
    static final long PAGE = 10;

    /**
     * Poll interval for changes that no watch reports: of someone else's Secret, of a source that was read before a watch
     * showed it, or of demo leaves that wait until their new root can be published.
     */
    private static final Duration RETRY = Duration.ofSeconds(10);

    /** Demo certificates that are still to be issued are so after this time, when others have had their turn. */
    private static final Duration SOON = Duration.ofMillis(20);

    /** Delay before a status is read again that may not be the newest one. */
    private static final Duration STALE = Duration.ofSeconds(1);

    private final SimpleInboundEventSource<NamespaceCertificateBundle> again =
            new SimpleInboundEventSource<>("visited-too-early");
    private final Visits visits = new Visits(key -> again.propagateEvent(Keys.id(key)));

    /** The SDK hands over copies, which lack what the cache notes on an object: that it is unreadable, or incomplete. */
    private IndexerResourceCache<NamespaceCertificateBundle> bundles;

    private final BundleWatches watches;
    private final SourceCollector collector;
    private final BundleJudge judge;
    private final Demo demo;
    private final Publisher publisher;
    private final Seals seals;
    private final RotationRecords records;
    private final KnownClients knownClients;
    private final StatusReporter reporter;
    private final BundleMetrics metrics;
    private final WorkMetrics work;
    private final WholeObjects whole;
    private final Clock clock;

    public BundleReconciler(
            SourceCollector collector,
            BundleJudge judge,
            Demo demo,
            Publisher publisher,
            Seals seals,
            KnownClients knownClients,
            RecentSecrets recent,
            StatusReporter reporter,
            BundleMetrics metrics,
            WorkMetrics work,
            TemporalNamespaces temporalNamespaces,
            WholeObjects whole,
            Clock clock) {
        this.whole = whole;
        this.collector = collector;
        this.judge = judge;
        this.demo = demo;
        this.publisher = publisher;
        this.knownClients = knownClients;
        this.seals = seals;
        this.records = new RotationRecords(seals);
        this.watches = new BundleWatches(recent, temporalNamespaces, key -> {
            knownClients.forget(key);
            metrics.forget(key);
            records.forget(key);
        });
        this.metrics = metrics;
        this.work = work;
        this.reporter = reporter;
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
        return sources;
    }

    @Override
    public UpdateControl<NamespaceCertificateBundle> reconcile(
            NamespaceCertificateBundle bundle, Context<NamespaceCertificateBundle> context) {
        return visits.alone(Keys.of(bundle), () -> {
                    try {
                        return work.time(
                                "bundle",
                                () -> bundles.get(ResourceID.fromResource(bundle))
                                        .flatMap(whole::of)
                                        .map(found -> reporter.again(found, visit(found)))
                                        .orElseGet(UpdateControl::noUpdate));
                    } finally {
                        watches.forgetIfGone(bundle);
                    }
                })
                .orElseGet(UpdateControl::noUpdate);
    }

    private UpdateControl<NamespaceCertificateBundle> visit(NamespaceCertificateBundle bundle) {
        if (bundle.unreadable().isPresent()) {
            String reason = bundle.unreadable().get();
            work.unreadable(bundle, reason);
            metrics.judged(BundleFigures.unreadable(bundle));
            return report(bundle, BundleReport.unreadable(bundle, reason, clock));
        }
        if (bundle.getSpec().reconciliation() == Reconciliation.Suspended) {
            BundleFigures.told(bundle).ifPresent(metrics::suspended);
            return report(bundle, BundleReport.suspended(bundle, clock));
        }
        Instant now = clock.instant();
        Optional<RotationRecord> record = records.of(bundle, now);
        if (record.isEmpty()) {
            return UpdateControl.<NamespaceCertificateBundle>noUpdate().rescheduleAfter(STALE);
        }
        RotationRecord last = record.get();
        Optional<DemoOutcome> issued =
                demo.visit(bundle, watches.secretsOf(bundle), Rotation.published(bundle, last), now);
        SourceCollector.Collected collected = collector.collect(bundle, watches::hasShown);
        List<BundleSource> sources = BundleInputs.sources(collected.sources(), issued);
        FilterVerdicts filters = FilterVerdicts.of(watches.filtersOf(bundle));
        List<ClientSecret> secrets = watches.clientsOf(bundle);

        if (last.refused()) {
            LOG.warnf(
                    "The status of %s carries no valid seal on what was published: it is not believed",
                    Keys.of(bundle));
        }
        Judgement judgement = Judgement.of(bundle, sources, filters, secrets, judge, last, now);
        Optional<Publication> publication = publisher.publish(
                bundle, BundleInputs.content(bundle, judgement, filters), last.object(), watches.publishedFor(bundle));
        knownClients.update(bundle, ClientReport.matches(filters, judgement.clients()));

        Outcome outcome = new Outcome(judgement, filters, watches.claimOf(bundle), issued, publication);
        Report<NamespaceCertificateBundleStatus> report = BundleReport.of(bundle, outcome, seals, clock);
        UpdateControl<NamespaceCertificateBundle> done = report(bundle, report);
        metrics.judged(BundleFigures.of(bundle, outcome, BundleReport.isReady(report.status())));
        if (done.getScheduleDelay().isEmpty()) {
            Stream.concat(next(outcome, now).stream(), collected.ahead() ? Stream.of(now.plus(RETRY)) : Stream.empty())
                    .min(Instant::compareTo)
                    .ifPresent(next -> done.rescheduleAfter(until(next)));
        }
        return done;
    }

    /** When to look at the bundle again, should nothing happen meanwhile. */
    private static Optional<Instant> next(Outcome outcome, Instant now) {
        if (outcome.issued().filter(DemoOutcome::soon).isPresent()) {
            return Optional.of(now.plus(SOON));
        }
        boolean issueLater = outcome.issued()
                .filter(issued -> issued.pending() > 0 || !issued.violations().isEmpty())
                .isPresent();
        boolean publishLater = outcome.publication().filter(Publication::retry).isPresent();
        return issueLater || publishLater ? Optional.of(now.plus(RETRY)) : outcome.nextTransition(now);
    }

    private UpdateControl<NamespaceCertificateBundle> report(
            NamespaceCertificateBundle bundle, Report<NamespaceCertificateBundleStatus> report) {
        return reporter.report(bundle, report);
    }

    private Duration until(Instant next) {
        Duration wait = Duration.between(clock.instant(), next);
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
