package dev.namespacecerts.issue;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.metrics.WorkMetrics;
import dev.namespacecerts.watch.KeptSecret;
import dev.namespacecerts.watch.Owned;
import dev.namespacecerts.watch.RecentSecrets;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;

/**
 * Writes demo Secrets: the first write creates, later ones carry the resource version that was seen. So of two writers, or
 * of a writer that saw an old state, one fails, and nothing is issued twice.
 */
@ApplicationScoped
class DemoSecrets {
    static final String AUTHORITY_TYPE = "namespacecerts.dev/demo-authority";
    static final String LEAF_TYPE = "kubernetes.io/tls";
    private static final String WARNING_LABEL = "namespacecerts.dev/not-for-production";

    private final KubernetesClient client;
    private final RecentSecrets recent;
    private final WorkMetrics metrics;

    DemoSecrets(KubernetesClient client, RecentSecrets recent, WorkMetrics metrics) {
        this.metrics = metrics;
        this.client = client;
        this.recent = recent;
    }

    /**
     * A Secret of a bundle as it stands, with its key.
     *
     * @throws NotOwnedException where there is one of that name that was not made for the bundle, or for something else
     */
    Optional<Secret> find(NamespaceCertificateBundle bundle, String name, String type) throws NotOwnedException {
        Secret found = client.secrets()
                .inNamespace(bundle.getMetadata().getNamespace())
                .withName(name)
                .get();
        if (found != null && (!Owned.by(bundle, found.getMetadata()) || !type.equals(found.getType()))) {
            throw new NotOwnedException(name);
        }
        return Optional.ofNullable(found);
    }

    /**
     * Writes a Secret.
     *
     * @param seen the one to replace; empty to create one
     * @return false where it is no longer as it was seen, and is to be looked at again
     * @throws NotOwnedException where there is one of that name that was not made for the bundle
     */
    boolean write(
            NamespaceCertificateBundle bundle,
            String name,
            String type,
            Map<String, String> data,
            Map<String, String> annotations,
            Optional<KeptSecret> seen)
            throws NotOwnedException {
        Secret wanted = make(bundle, name, type, data);
        wanted.getMetadata().setAnnotations(annotations);
        Optional<Secret> written = send(bundle, wanted, seen, false);
        written.ifPresent(secret -> {
            recent.wrote(secret);
            metrics.issued(type.equals(AUTHORITY_TYPE) ? "Root" : "Leaf");
        });
        return written.isPresent();
    }

    /**
     * Whether a Secret could be written now: asked where its key takes long to make.
     *
     * @throws NotOwnedException where there is one of that name that was not made for the bundle
     */
    boolean couldWrite(NamespaceCertificateBundle bundle, String name, String type, Optional<KeptSecret> seen)
            throws NotOwnedException {
        Secret empty = make(bundle, name, type, Map.of("tls.crt", "", "tls.key", ""));
        return send(bundle, empty, seen, true).isPresent();
    }

    private static Secret make(NamespaceCertificateBundle bundle, String name, String type, Map<String, String> data) {
        return new SecretBuilder()
                .withMetadata(meta(bundle, name))
                .withType(type)
                .withStringData(data)
                .build();
    }

    private Optional<Secret> send(
            NamespaceCertificateBundle bundle, Secret secret, Optional<KeptSecret> seen, boolean dryRun)
            throws NotOwnedException {
        try {
            return seen.isPresent() ? replace(bundle, secret, seen.get(), dryRun) : Optional.of(create(secret, dryRun));
        } catch (KubernetesClientException e) {
            return switch (e.getCode()) {
                case HttpURLConnection.HTTP_NOT_FOUND -> Optional.empty();
                case HttpURLConnection.HTTP_CONFLICT -> {
                    repairMetadata(bundle, secret.getMetadata().getName(), secret.getType());
                    yield Optional.empty();
                }
                default -> throw e;
            };
        }
    }

    private Optional<Secret> replace(NamespaceCertificateBundle bundle, Secret secret, KeptSecret seen, boolean dryRun)
            throws NotOwnedException {
        Optional<Secret> found = find(bundle, secret.getMetadata().getName(), secret.getType());
        String version = seen.getMetadata().getResourceVersion();
        if (found.isEmpty() || !found.get().getMetadata().getResourceVersion().equals(version)) {
            return Optional.empty();
        }
        secret.setMetadata(Owned.renewed(found.get().getMetadata(), secret.getMetadata()));
        return Optional.of(
                dryRun
                        ? client.resource(secret).dryRun().update()
                        : client.resource(secret).lockResourceVersion(version).update());
    }

    private Secret create(Secret secret, boolean dryRun) {
        return dryRun
                ? client.resource(secret).dryRun().create()
                : client.resource(secret).create();
    }

    /**
     * Gives a Secret of the bundle the labels back that it lost; its data stays as it is.
     *
     * @return the Secret, which no watch may show yet
     * @throws NotOwnedException where there is one of that name that was not made for the bundle
     */
    Optional<KeptSecret> repairMetadata(NamespaceCertificateBundle bundle, String name, String type)
            throws NotOwnedException {
        Optional<Secret> found = find(bundle, name, type);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ObjectMeta renewed = Owned.renewed(found.get().getMetadata(), meta(bundle, name));
        Secret intact = new SecretBuilder(found.get()).withMetadata(renewed).build();
        return Optional.of(recent.wrote(
                Owned.isIntact(found.get().getMetadata(), meta(bundle, name))
                        ? found.get()
                        : client.resource(intact)
                                .lockResourceVersion(renewed.getResourceVersion())
                                .update()));
    }

    /** Whether nothing of what the operator writes around the data was taken from a Secret. */
    static boolean isIntact(NamespaceCertificateBundle bundle, Secret seen) {
        return Owned.isIntact(
                seen.getMetadata(), meta(bundle, seen.getMetadata().getName()));
    }

    /**
     * Deletes a Secret that was seen to be the bundle's, unless it changed since.
     *
     * @return why it may not be deleted
     */
    Optional<DemoOutcome.Refusal> delete(Secret seen) {
        ObjectMeta meta = seen.getMetadata();
        if (!Owned.isManaged(meta)) {
            return Optional.empty(); // a user made it go with the bundle, and not before
        }
        if (meta.getDeletionTimestamp() != null) {
            return Optional.empty(); // a finalizer keeps it
        }
        try {
            client.resource(new SecretBuilder()
                            .withNewMetadata()
                            .withName(meta.getName())
                            .withNamespace(meta.getNamespace())
                            .endMetadata()
                            .build())
                    .lockResourceVersion(meta.getResourceVersion())
                    .delete();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                return Optional.of(Refusals.of(e, meta.getName()));
            }
        }
        return Optional.empty();
    }

    private static ObjectMeta meta(NamespaceCertificateBundle bundle, String name) {
        return new ObjectMetaBuilder(Owned.meta(bundle, name))
                .addToLabels(WARNING_LABEL, "true")
                .build();
    }
}
