package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.CertificateSource;
import dev.namespacecerts.api.v1alpha1.ConfigMapKey;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.SecretKey;
import dev.namespacecerts.rules.BundleSource;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Collect: reads the texts that a bundle names. They are read from the API server when a bundle is judged and not kept:
 * a watch says when to read again, so that no Secret stays in memory.
 */
@ApplicationScoped
public class SourceCollector {
    private static final String ABSENT = "it does not exist, or is not one that may be read";

    private final KubernetesClient client;

    public SourceCollector(KubernetesClient client) {
        this.client = client;
    }

    /**
     * The sources of a bundle, in its order; one that is missing or may not be read is told as missing.
     *
     * @throws KubernetesClientException when the API server cannot be asked
     */
    public List<BundleSource> collect(NamespaceCertificateBundle bundle) {
        return new Visit(bundle.getMetadata().getNamespace())
                .collect(bundle.getSpec().certificates());
    }

    /** One reading of one bundle: each object is read once, however many keys of it are named. */
    private final class Visit {
        private final String namespace;
        private final Map<String, Optional<ConfigMap>> configMaps = new HashMap<>();
        private final Map<String, Optional<Secret>> secrets = new HashMap<>();

        Visit(String namespace) {
            this.namespace = namespace;
        }

        List<BundleSource> collect(List<CertificateSource> sources) {
            List<BundleSource> collected = new ArrayList<>();
            for (int i = 0; i < sources.size(); i++) {
                collected.add(collect("spec.certificates[" + i + "]", sources.get(i)));
            }
            return collected;
        }

        private BundleSource collect(String name, CertificateSource source) {
            if (source.configMap() != null) {
                return fromConfigMap(name, source.configMap());
            }
            if (source.secret() != null) {
                return fromSecret(name, source.secret());
            }
            return new BundleSource.Text(name, source.inline().getBytes(StandardCharsets.UTF_8));
        }

        private BundleSource fromConfigMap(String name, ConfigMapKey reference) {
            String what = "ConfigMap \"" + reference.name() + "\"";
            Optional<ConfigMap> found = configMaps.computeIfAbsent(
                    reference.name(),
                    key -> read(client.configMaps().inNamespace(namespace).withName(key)::get));
            if (found.isEmpty()) {
                return new BundleSource.Missing(name, what, ABSENT);
            }
            ConfigMap configMap = found.get();
            if (configMap.getData() != null && configMap.getData().containsKey(reference.key())) {
                return new BundleSource.Text(
                        name, configMap.getData().get(reference.key()).getBytes(StandardCharsets.UTF_8));
            }
            return decoded(name, what, reference.key(), configMap.getBinaryData());
        }

        private BundleSource fromSecret(String name, SecretKey reference) {
            String what = "Secret \"" + reference.name() + "\"";
            Optional<Secret> found = secrets.computeIfAbsent(
                    reference.name(),
                    key -> read(client.secrets().inNamespace(namespace).withName(key)::get)
                            .filter(ReadableSecrets::mayBeRead));
            if (found.isEmpty() || reference.key().equals("tls.key")) {
                return new BundleSource.Missing(name, what, ABSENT);
            }
            return decoded(name, what, reference.key(), found.get().getData());
        }

        private BundleSource decoded(String name, String what, String key, Map<String, String> data) {
            if (data == null || !data.containsKey(key)) {
                return new BundleSource.Missing(name, "key \"" + key + "\" of " + what, "there is no such key");
            }
            return new BundleSource.Text(name, Base64.getDecoder().decode(data.get(key)));
        }
    }

    /** Forbidden answers as missing does: nobody learns from a message what exists. */
    private static <T> Optional<T> read(Supplier<T> get) {
        try {
            return Optional.ofNullable(get.get());
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
