package dev.namespacecerts.operator;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * All that ever stood in the demo Secrets of a Kubernetes namespace. A watch that goes on where it broke off tells every
 * write, whoever made it; where it cannot go on, that is an error.
 */
final class SecretHistory implements Watcher<Secret>, AutoCloseable {
    private final Queue<Secret> written = new ConcurrentLinkedQueue<>();
    private final Set<String> versions = ConcurrentHashMap.newKeySet();
    private final AtomicReference<WatcherException> gap = new AtomicReference<>();
    private final Watch watch;

    SecretHistory(KubernetesClient client, String namespace) {
        watch = client.secrets().inNamespace(namespace).watch(this);
    }

    @Override
    public void eventReceived(Action action, Secret secret) {
        versions.add(secret.getMetadata().getResourceVersion());
        if (action != Action.DELETED && WrittenSecret.isDemo(secret)) {
            written.add(secret);
        }
    }

    @Override
    public void onClose(WatcherException cause) {
        gap.set(cause);
    }

    /** Whether some Secrets, as they stand now, have been told. */
    boolean knows(List<Secret> secrets) {
        if (gap.get() != null) {
            throw new AssertionError("The watch missed something", gap.get());
        }
        return secrets.stream()
                .map(secret -> secret.getMetadata().getResourceVersion())
                .allMatch(versions::contains);
    }

    /** All writes so far, the oldest first. */
    List<WrittenSecret> writes() {
        return written.stream().map(WrittenSecret::of).toList();
    }

    /** What more than one certificate was issued for, with the fingerprints of these. */
    static Map<String, Set<String>> issuedTwice(List<WrittenSecret> writes, Function<WrittenSecret, String> what) {
        Map<String, Set<String>> issued = new TreeMap<>();
        writes.forEach(write -> issued.computeIfAbsent(what.apply(write), request -> new TreeSet<>())
                .add(write.issued().fingerprint()));
        issued.values().removeIf(fingerprints -> fingerprints.size() == 1);
        return issued;
    }

    @Override
    public void close() {
        watch.close();
    }
}
