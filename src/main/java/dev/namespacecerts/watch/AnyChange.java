package dev.namespacecerts.watch;

import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;

/**
 * Accepts every update except the operator's own status writes. So it also accepts changes of annotations, and changes of a
 * status by another writer, which the operator then corrects.
 */
public final class AnyChange<T extends CustomResource<?, ?>> implements OnUpdateFilter<T> {
    private final SpecChange<T> specChange = new SpecChange<>();

    @Override
    public boolean accept(T now, T before) {
        boolean isOwn = OwnStatuses.isOwn(now);
        boolean spec = specChange.accept(now, before);
        boolean accepted = spec
                || (!isOwn
                        && !Objects.equals(
                                now.getMetadata().getResourceVersion(),
                                before.getMetadata().getResourceVersion()));
        if (accepted) {
            Causes.changed(now, spec);
        }
        return accepted;
    }
}
