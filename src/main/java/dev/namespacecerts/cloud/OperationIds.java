package dev.namespacecerts.cloud;

import dev.namespacecerts.x509.Digests;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
        String hex = Digests.sha256(text.getBytes(StandardCharsets.UTF_8)).substring("sha256:".length());
        // RFC 9562, version 8: the content is the application's own.
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                "8" + hex.substring(13, 16),
                "8" + hex.substring(17, 20),
                hex.substring(20, 32));
    }
}
