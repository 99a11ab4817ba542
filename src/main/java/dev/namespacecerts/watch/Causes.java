package dev.namespacecerts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;

/**
 * Why objects are reconciled, for the log at level DEBUG. At other levels nothing is recorded.
 *
 * <p>Static, because the SDK instantiates the filters that use it ({@link AnyChange}).
 */
public final class Causes {
    private static final Logger LOG = Logger.getLogger("namespacecerts");
    private static final int MOST = 5;
    private static final ConcurrentMap<String, Set<String>> EVENTS = new ConcurrentHashMap<>();
    private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();

    private Causes() {}

    /**
     * Records that a change affects objects.
     *
     * @param kind of the affected objects
     * @return the affected objects
     */
    public static <C extends Collection<ResourceID>> C of(HasMetadata changed, String kind, C affected) {
        return of(changed.getKind() + " " + Keys.of(changed) + " changed", kind, affected);
    }

    /** Records another cause. */
    public static <C extends Collection<ResourceID>> C of(String cause, String kind, C affected) {
        if (LOG.isDebugEnabled()) {
            affected.forEach(id -> add(kind + " " + Keys.of(id), cause));
        }
        return affected;
    }

    /** Records that an object itself changed. */
    static void changed(HasMetadata now, boolean spec) {
        if (LOG.isDebugEnabled()) {
            add(
                    name(now),
                    spec
                            ? "its spec changed to generation "
                                    + now.getMetadata().getGeneration()
                            : "another writer changed its metadata or status (resource version "
                                    + now.getMetadata().getResourceVersion() + ")");
        }
    }

    private static void add(String object, String cause) {
        EVENTS.compute(object, (key, causes) -> {
            Set<String> all = causes == null ? new LinkedHashSet<>() : causes;
            if (all.size() < MOST) {
                all.add(cause);
            }
            return all;
        });
    }

    /** Logs why an object is reconciled now. */
    public static void log(HasMetadata object, Optional<RetryInfo> retry) {
        if (LOG.isDebugEnabled()) {
            LOG.debugf("%s: reconciling: %s", name(object), String.join(", ", take(name(object), retry)));
        }
    }

    static List<String> take(String object, Optional<RetryInfo> retry) {
        List<String> causes = new ArrayList<>();
        retry.map(RetryInfo::getAttemptCount)
                .filter(attempts -> attempts > 0)
                .ifPresent(attempts -> causes.add("retry " + attempts + " after a failure"));
        if (KNOWN.add(object)) {
            causes.add("first time since the start");
        }
        Set<String> events = EVENTS.remove(object);
        causes.addAll(events == null ? Set.of() : events);
        return causes.isEmpty() ? List.of("timer") : causes;
    }

    /** Removes a deleted object. */
    public static void forget(HasMetadata object) {
        EVENTS.remove(name(object));
        KNOWN.remove(name(object));
    }

    private static String name(HasMetadata object) {
        return object.getKind() + " " + Keys.of(object);
    }
}
