package dev.namespacecerts.filter;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.watch.Causes;
import dev.namespacecerts.watch.Keys;
import dev.namespacecerts.watch.Listed;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.ManagedInformerEventSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The filters of each bundle, according to the filter controller's watch: a second watch of all filters would cost as much again. */
@ApplicationScoped
public class KnownFilters {
    private static final String KIND = HasMetadata.getKind(NamespaceCertificateBundle.class);
    private static final String BY_BUNDLE = "bundle";
    private static final Duration LONGEST_LIST = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Changes changes = new Changes();
    private volatile ManagedInformerEventSource<CertificateFilter, ?, ?> filters;

    /** @param watch of all filters */
    void watchedBy(ManagedInformerEventSource<CertificateFilter, ?, ?> watch) {
        watch.addIndexer(BY_BUNDLE, filter -> List.of(bundleOf(filter)));
        filters = watch;
    }

    /** Requests the reconciliation of the bundle of a filter. */
    void changed(CertificateFilter filter) {
        ResourceID bundle = new ResourceID(
                filter.getSpec().bundleRef().name(), filter.getMetadata().getNamespace());
        Causes.of(filter, KIND, Set.of(bundle)).forEach(changes::propagateEvent);
    }

    /** The filters that name a bundle, in the order of their names. */
    public List<CertificateFilter> of(String bundleKey) {
        return filters.byIndex(BY_BUNDLE, bundleKey).stream()
                .sorted(Comparator.comparing(filter -> filter.getMetadata().getName()))
                .toList();
    }

    /** The key of the bundle that a filter names. */
    static String bundleOf(CertificateFilter filter) {
        return Keys.of(
                filter.getMetadata().getNamespace(),
                filter.getSpec().bundleRef().name());
    }

    /** For the bundle controller. */
    public EventSource<?, NamespaceCertificateBundle> changes() {
        return changes;
    }

    /** Starts when all filters are listed: a bundle that is reconciled before would seem to have none. */
    private final class Changes extends SimpleInboundEventSource<NamespaceCertificateBundle> {
        private Changes() {
            super("filters");
        }

        @Override
        public void start() {
            super.start();
            long deadline = System.nanoTime() + LONGEST_LIST.toNanos();
            while (filters == null || !Listed.isComplete(filters)) {
                if (System.nanoTime() > deadline) {
                    throw new OperatorException("The filters could not be listed within two minutes");
                }
                pause();
            }
        }

        private static void pause() {
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new OperatorException("Interrupted while the filters were listed", e);
            }
        }
    }
}
