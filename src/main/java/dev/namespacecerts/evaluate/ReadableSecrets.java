package dev.namespacecerts.evaluate;

import io.fabric8.kubernetes.api.model.Secret;
import java.util.Map;
import java.util.Set;

/**
 * Decides which Secrets and keys the operator reads. A message about any other must be the same as about a missing one.
 */
public final class ReadableSecrets {
    public static final String TLS_TYPE = "kubernetes.io/tls";
    public static final String SOURCE_LABEL = "namespacecerts.dev/source";

    /** Readable keys of a TLS Secret. Of a labelled Secret, every key but tls.key is readable. */
    private static final Set<String> TLS_KEYS = Set.of("tls.crt", "ca.crt");

    private static final String PRIVATE_KEY = "tls.key";

    private ReadableSecrets() {}

    /** Whether a key of a readable Secret may be read. */
    static boolean mayBeRead(Secret secret, String key) {
        return TLS_TYPE.equals(secret.getType()) ? TLS_KEYS.contains(key) : !key.equals(PRIVATE_KEY);
    }

    public static boolean mayBeRead(Secret secret) {
        Map<String, String> labels = secret.getMetadata().getLabels();
        return TLS_TYPE.equals(secret.getType()) || (labels != null && "true".equals(labels.get(SOURCE_LABEL)));
    }
}
