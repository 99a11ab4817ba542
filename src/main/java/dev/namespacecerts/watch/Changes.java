package dev.namespacecerts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;

/** Which updates of a watched object matter. */
public final class Changes {
    private Changes() {}

    /** Those of the spec: the API server counts the generation up for these alone. */
    public static <T extends HasMetadata> OnUpdateFilter<T> ofSpec() {
        return (now, before) -> !Objects.equals(
                now.getMetadata().getGeneration(), before.getMetadata().getGeneration());
    }
}
