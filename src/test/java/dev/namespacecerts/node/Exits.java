package dev.namespacecerts.node;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** How the containers of a Kubernetes namespace end, also those of Pods that are gone since. */
final class Exits implements AutoCloseable {
    private final Map<String, ContainerStateTerminated> ended = new ConcurrentHashMap<>();
    private final SharedIndexInformer<Pod> pods;

    Exits(Node node, String namespace) {
        pods = node.client().pods().inNamespace(namespace).inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Pod pod) {
                note(pod);
            }

            @Override
            public void onUpdate(Pod before, Pod pod) {
                note(pod);
            }

            @Override
            public void onDelete(Pod pod, boolean unknown) {
                note(pod);
            }
        });
    }

    private void note(Pod pod) {
        for (ContainerStatus status : pod.getStatus().getContainerStatuses()) {
            Stream.of(status.getState(), status.getLastState())
                    .map(state -> state.getTerminated())
                    .filter(Objects::nonNull)
                    .forEach(terminated -> ended.put(terminated.getContainerID(), terminated));
        }
    }

    /** Waits for the end of a container. */
    ContainerStateTerminated of(ContainerStatus container, Duration atMost) {
        return await().atMost(atMost)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> ended.get(container.getContainerID()), Objects::nonNull);
    }

    /** How long it took from a moment to an end, to the second. */
    static Duration between(Instant from, ContainerStateTerminated end) {
        return Duration.between(from, Instant.parse(end.getFinishedAt()));
    }

    @Override
    public void close() {
        pods.stop();
    }
}
