package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import dev.namespacecerts.api.v1alpha1.Reconciliation;
import dev.namespacecerts.filter.FilterVerdicts;
import dev.namespacecerts.filter.KnownClients;
import dev.namespacecerts.report.Report;
import dev.namespacecerts.report.StatusReporter;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.BundleVerdict;
import dev.namespacecerts.rules.ca.BundleJudge;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.rules.leaf.LeafJudge;
import dev.namespacecerts.rules.leaf.LeafVerdict;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Has every bundle judged at each change of it, of its sources, of its filters and of its rivals. */
@ControllerConfiguration(name = "bundles", informer = @Informer(comparableResourceVersions = false))
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 200, intervalMultiplier = 2, maxInterval = 60_000)
public class BundleReconciler implements Reconciler<NamespaceCertificateBundle> {
    /** A timer is set anew after this time at the latest, so that a clock that was put right is noticed. */
    private static final Duration LONGEST_SLEEP = Duration.ofHours(6);

    private final BundleWatches watches = new BundleWatches();
    private final SourceCollector collector;
    private final BundleJudge judge;
    private final KnownClients knownClients;
    private final StatusReporter reporter;
    private final Clock clock;

    public BundleReconciler(
            SourceCollector collector,
            BundleJudge judge,
            KnownClients knownClients,
            StatusReporter reporter,
            Clock clock) {
        this.collector = collector;
        this.judge = judge;
        this.knownClients = knownClients;
        this.reporter = reporter;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, NamespaceCertificateBundle>> prepareEventSources(
            EventSourceContext<NamespaceCertificateBundle> context) {
        return watches.prepare(context);
    }

    @Override
    public UpdateControl<NamespaceCertificateBundle> reconcile(
            NamespaceCertificateBundle bundle, Context<NamespaceCertificateBundle> context) {
        if (bundle.getSpec().reconciliation() == Reconciliation.Suspended) {
            return report(bundle, BundleReport.suspended(bundle, clock));
        }
        Instant now = clock.instant();
        List<BundleSource> sources = collector.collect(bundle);
        FilterVerdicts filters = FilterVerdicts.of(watches.filtersOf(bundle));
        List<ClientSecret> secrets = watches.clientsOf(bundle);

        BundleVerdict verdict = judge.judge(BundleInputs.of(bundle, sources, filters), now);
        LeafJudge leafJudge = new LeafJudge(verdict.authorities(), BundleInputs.filters(bundle, filters), now);
        List<LeafVerdict> clients = secrets.stream().map(leafJudge::judge).toList();

        knownClients.update(bundle, ClientReport.matches(filters, clients));
        Outcome outcome = new Outcome(verdict, filters, watches.claimOf(bundle), clients);
        UpdateControl<NamespaceCertificateBundle> done = report(bundle, BundleReport.of(bundle, outcome, clock));
        if (done.getScheduleDelay().isEmpty()) {
            outcome.nextTransition(now).ifPresent(next -> done.rescheduleAfter(until(next)));
        }
        return done;
    }

    private UpdateControl<NamespaceCertificateBundle> report(
            NamespaceCertificateBundle bundle, Report<NamespaceCertificateBundleStatus> report) {
        return reporter.report(bundle, report, new NamespaceCertificateBundle());
    }

    private Duration until(Instant next) {
        Duration wait = Duration.between(clock.instant(), next);
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST_SLEEP) < 0 ? wait : LONGEST_SLEEP;
    }
}
