package dev.namespacecerts.cloud;

import dev.namespacecerts.x509.Digests;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Identifiers of asynchronous operations. The same wish always has the same one, so that nothing is done twice. */
final class OperationIds {
    private OperationIds() {}

    /**
     * The identifier of a change.
     *
     * @param resourceVersion the version of the Temporal Cloud Namespace that was read
     * @param wish digest of the change
     * @param failed how many operations of this wish are known to have failed
     */
    static String of(String bundleUid, String temporalNamespace, String resourceVersion, String wish, int failed) {
        String text = List.of(bundleUid, temporalNamespace, resourceVersion, wish, Integer.toString(failed)).stream()
                .map(part -> part.length() + ":" + part)
                .collect(Collectors.joining());
        String digest = Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
        return UUID.nameUUIDFromBytes(digest.getBytes(StandardCharsets.US_ASCII))
                .toString();
    }
}
