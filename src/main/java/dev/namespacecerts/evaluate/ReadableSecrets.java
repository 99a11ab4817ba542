package dev.namespacecerts.evaluate;

import io.fabric8.kubernetes.api.model.Secret;
import java.util.Map;
import java.util.Set;

/** Which Secrets the operator looks at. Any other answers exactly as a missing one does. */
public final class ReadableSecrets {
    public static final String TLS_TYPE = "kubernetes.io/tls";
    public static final String SOURCE_LABEL = "namespacecerts.dev/source";

    /** The keys of a TLS Secret that hold certificates; of a labelled Secret any key but tls.key may. */
    private static final Set<String> TLS_KEYS = Set.of("tls.crt", "ca.crt");

    private static final String PRIVATE_KEY = "tls.key";

    private ReadableSecrets() {}

    /** Whether a key of such a Secret is looked at. Any other answers exactly as a missing one. */
    static boolean mayBeRead(Secret secret, String key) {
        return TLS_TYPE.equals(secret.getType()) ? TLS_KEYS.contains(key) : !key.equals(PRIVATE_KEY);
    }

    public static boolean mayBeRead(Secret secret) {
        Map<String, String> labels = secret.getMetadata().getLabels();
        return TLS_TYPE.equals(secret.getType()) || (labels != null && "true".equals(labels.get(SOURCE_LABEL)));
    }
}
