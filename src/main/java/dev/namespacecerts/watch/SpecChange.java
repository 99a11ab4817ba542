package dev.namespacecerts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;

/**
 * Which updates matter: those of the spec, for which alone the API server counts the generation up; and those that are in
 * truth a deletion and a creation that were missed, which leave the generation at 1.
 */
public final class SpecChange<T extends HasMetadata> implements OnUpdateFilter<T> {
    @Override
    public boolean accept(T now, T before) {
        return !Objects.equals(
                        now.getMetadata().getGeneration(), before.getMetadata().getGeneration())
                || !Objects.equals(
                        now.getMetadata().getUid(), before.getMetadata().getUid());
    }
}
