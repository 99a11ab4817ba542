package dev.namespacecerts.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;

/**
 * Accepts updates that change the spec, which alone increment the generation. Also accepts updates that change the uid:
 * the watch missed a deletion and a creation, and the generation may be 1 before and after.
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
