package dev.namespacecerts.publish;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.evaluate.PublishContent;
import dev.namespacecerts.evaluate.PublishStep;
import dev.namespacecerts.settings.Feature;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Publishes into memory, for golden statuses. GoldenStatusIT sees the operator do the same on an API server. */
public final class MemoryPublisher {
    private static final int CHANGES = 6;
    private static final int UNPROCESSABLE = 422;

    private final Memory memory = new Memory();
    private Feature feature = Feature.Enabled;
    private boolean contested;

    /** @param objects that are there already; only ConfigMaps count */
    public MemoryPublisher(List<HasMetadata> objects) {
        objects.stream()
                .filter(ConfigMap.class::isInstance)
                .map(ConfigMap.class::cast)
                .forEach(memory::put);
    }

    /** Has the API server reject every request for the target; with 422, every write. */
    public void refuse(int code) {
        memory.refusal = code;
    }

    /** Disables publishing, as at installation. */
    public void disable() {
        feature = Feature.Disabled;
    }

    /** Simulates another writer that constantly changes the target. */
    public void contest() {
        contested = true;
    }

    /** Deletes the target, like a user. */
    public void delete() {
        memory.maps.clear();
    }

    /** Makes the target immutable and deletes it, while a finalizer keeps it. */
    public void makeStuck() {
        memory.edit();
        memory.maps.values().forEach(map -> {
            map.setImmutable(true);
            map.getMetadata().setDeletionTimestamp("2026-11-30T23:59:00Z");
        });
    }

    /** Publishes a bundle if its spec has publish. */
    public Optional<PublishStep> publish(
            NamespaceCertificateBundle bundle, PublishContent content, PublishedObject before, Instant now) {
        Publisher publisher = new Publisher(
                memory, new KnownTargets(), new NoTargetEvents(), Clock.fixed(now, ZoneOffset.UTC), feature, feature);
        Optional<Publication> done = publisher.publish(bundle, content, before, List.of());
        for (int i = 0; contested && i < CHANGES; i++) {
            memory.edit();
            done = publisher.publish(bundle, content, before, List.of());
        }
        return done.map(publication -> publication.step(now));
    }

    private static final class Memory extends TargetObjects {
        private final Map<String, ConfigMap> maps = new HashMap<>();
        private int refusal;

        Memory() {
            super(null, null);
        }

        ObjectMeta put(ConfigMap map) {
            map.getMetadata().setUid("uid-of-" + map.getMetadata().getName());
            maps.put(map.getMetadata().getName(), new ConfigMapBuilder(map).build());
            return map.getMetadata();
        }

        void edit() {
            maps.values().forEach(map -> map.setData(Map.of("ca.crt", "edited")));
        }

        private void refuseIf(boolean applies) {
            if (refusal != 0 && applies) {
                throw new KubernetesClientException("refused", refusal, null);
            }
        }

        @Override
        Optional<HasMetadata> read(String namespace, Target target) {
            refuseIf(refusal != UNPROCESSABLE);
            return Optional.ofNullable(maps.get(target.name()));
        }

        @Override
        ObjectMeta create(HasMetadata wanted) {
            refuseIf(true);
            return put((ConfigMap) wanted);
        }

        @Override
        ObjectMeta replace(HasMetadata wanted, Found before) {
            return create(wanted);
        }

        @Override
        void mark(NamespaceCertificateBundle bundle, Target target, Found before) {
            ConfigMap map = (ConfigMap) make(bundle, target, "", "");
            map.setData(maps.get(target.name()).getData());
            put(map);
        }

        @Override
        void delete(NamespaceCertificateBundle bundle, Target target, Found before) {
            maps.remove(target.name());
        }
    }
}
