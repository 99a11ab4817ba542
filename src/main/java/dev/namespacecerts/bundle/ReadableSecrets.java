package dev.namespacecerts.bundle;

import io.fabric8.kubernetes.api.model.Secret;
import java.util.Map;

/** Which Secrets the operator looks at. Any other answers exactly as a missing one does. */
final class ReadableSecrets {
    static final String TLS_TYPE = "kubernetes.io/tls";
    static final String SOURCE_LABEL = "namespacecerts.dev/source";

    private ReadableSecrets() {}

    static boolean mayBeRead(Secret secret) {
        Map<String, String> labels = secret.getMetadata().getLabels();
        return TLS_TYPE.equals(secret.getType()) || (labels != null && "true".equals(labels.get(SOURCE_LABEL)));
    }
}
