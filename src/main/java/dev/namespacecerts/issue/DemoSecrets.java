package dev.namespacecerts.issue;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.metrics.WorkMetrics;
import dev.namespacecerts.watch.CertificateOnlySecret;
import dev.namespacecerts.watch.Keys;
import dev.namespacecerts.watch.OwnedObjects;
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
import org.jboss.logging.Logger;

/**
 * Writes demo Secrets. The first write creates the Secret; later ones have the resource version that was read. So a concurrent
 * or outdated write fails, and nothing is issued twice.
 */
@ApplicationScoped
class DemoSecrets {
    static final String AUTHORITY_TYPE = "namespacecerts.dev/demo-authority";
    static final String LEAF_TYPE = "kubernetes.io/tls";
    private static final Logger LOG = Logger.getLogger("namespacecerts");
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
     * The current Secret of a bundle, with its key.
     *
     * @throws NotOwnedException if the Secret was not created for the bundle, or has another purpose
     */
    Optional<Secret> find(NamespaceCertificateBundle bundle, String name, String type) throws NotOwnedException {
        Secret found = client.secrets()
                .inNamespace(bundle.getMetadata().getNamespace())
                .withName(name)
                .get();
        if (found != null && (!OwnedObjects.by(bundle, found.getMetadata()) || !type.equals(found.getType()))) {
            throw new NotOwnedException(name);
        }
        return Optional.ofNullable(found);
    }

    /**
     * Writes a Secret.
     *
     * @param seen the Secret to replace; empty to create one
     * @return false if the Secret has changed; reconcile again
     * @throws NotOwnedException if a Secret of that name was not created for the bundle
     */
    boolean write(
            NamespaceCertificateBundle bundle,
            String name,
            String type,
            Map<String, String> data,
            Map<String, String> annotations,
            Optional<CertificateOnlySecret> seen)
            throws NotOwnedException {
        Secret wanted = make(bundle, name, type, data);
        wanted.getMetadata().setAnnotations(annotations);
        Optional<Secret> written = send(bundle, wanted, seen, false);
        written.ifPresent(secret -> {
            recent.wrote(secret);
            metrics.issued(type.equals(AUTHORITY_TYPE) ? "root" : "leaf");
        });
        return written.isPresent();
    }

    /**
     * Whether a Secret could be written now. Checked before a slow key is generated.
     *
     * @throws NotOwnedException if a Secret of that name was not created for the bundle
     */
    boolean couldWrite(
            NamespaceCertificateBundle bundle, String name, String type, Optional<CertificateOnlySecret> seen)
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
            NamespaceCertificateBundle bundle, Secret secret, Optional<CertificateOnlySecret> seen, boolean dryRun)
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

    private Optional<Secret> replace(
            NamespaceCertificateBundle bundle, Secret secret, CertificateOnlySecret seen, boolean dryRun)
            throws NotOwnedException {
        Optional<Secret> found = find(bundle, secret.getMetadata().getName(), secret.getType());
        String version = seen.getMetadata().getResourceVersion();
        if (found.isEmpty() || !found.get().getMetadata().getResourceVersion().equals(version)) {
            return Optional.empty();
        }
        secret.setMetadata(OwnedObjects.renewed(found.get().getMetadata(), secret.getMetadata()));
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
     * Restores the labels of a Secret of the bundle; its data stays unchanged.
     *
     * @return the Secret, which the cache may not have yet
     * @throws NotOwnedException if a Secret of that name was not created for the bundle
     */
    Optional<CertificateOnlySecret> repairMetadata(NamespaceCertificateBundle bundle, String name, String type)
            throws NotOwnedException {
        Optional<Secret> found = find(bundle, name, type);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ObjectMeta renewed = OwnedObjects.renewed(found.get().getMetadata(), meta(bundle, name));
        if (OwnedObjects.isIntact(found.get().getMetadata(), meta(bundle, name))) {
            return Optional.of(recent.wrote(found.get()));
        }
        Secret intact = new SecretBuilder(found.get()).withMetadata(renewed).build();
        Secret repaired = client.resource(intact)
                .lockResourceVersion(renewed.getResourceVersion())
                .update();
        LOG.infof(
                "NamespaceCertificateBundle %s: SecretRepaired: the labels and owner references of Secret %s were changed by"
                        + " another writer and restored.",
                Keys.of(bundle), name);
        return Optional.of(recent.wrote(repaired));
    }

    /** Whether a Secret still has the type, labels, annotations and owner reference that the operator sets. */
    static boolean isIntact(NamespaceCertificateBundle bundle, Secret seen) {
        return OwnedObjects.isIntact(
                seen.getMetadata(), meta(bundle, seen.getMetadata().getName()));
    }

    /**
     * Deletes a Secret that the bundle owns, unless it has changed.
     *
     * @return why it may not be deleted
     */
    Optional<DemoOutcome.Refusal> delete(Secret seen) {
        ObjectMeta meta = seen.getMetadata();
        if (!OwnedObjects.isManaged(meta)) {
            return Optional.empty(); // a user made it blocked by the bundle
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
                return Optional.of(DemoRefusals.of(e, meta.getName()));
            }
        }
        return Optional.empty();
    }

    private static ObjectMeta meta(NamespaceCertificateBundle bundle, String name) {
        return new ObjectMetaBuilder(OwnedObjects.meta(bundle, name))
                .addToLabels(WARNING_LABEL, "true")
                .build();
    }
}
