package dev.namespacecerts.watch;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;

/**
 * A cached Secret that no bundle uses: its name, version and labels. A cluster may have thousands of such TLS Secrets, so the
 * metadata is made when it is asked for.
 */
final class UnreadSecret extends CertificateOnlySecret {
    private static final long serialVersionUID = 1L;

    private final String key;
    private final long version;
    private final transient Map<String, String> labels;

    /** @param labels shared by all Secrets that have the same ones */
    UnreadSecret(String key, long version, Map<String, String> labels) {
        super(null);
        this.key = key;
        this.version = version;
        this.labels = labels;
    }

    long version() {
        return version;
    }

    String key() {
        return key;
    }

    @Override
    public boolean isRead() {
        return false;
    }

    @Override
    public Map<String, String> labels() {
        return labels;
    }

    @Override
    public ObjectMeta getMetadata() {
        int slash = key.indexOf('/');
        return new ObjectMetaBuilder()
                .withNamespace(key.substring(0, slash))
                .withName(key.substring(slash + 1))
                .withResourceVersion(Long.toString(version))
                .withLabels(labels)
                .build();
    }
}
