package dev.namespacecerts.publish;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.metrics.WorkMetrics;
import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.watch.OwnedObjects;
import dev.namespacecerts.x509.CertificateFormatException;
import dev.namespacecerts.x509.Digests;
import dev.namespacecerts.x509.KnownCertificates;
import dev.namespacecerts.x509.PemBlock;
import dev.namespacecerts.x509.PemReader;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The ConfigMaps and Secrets that bundles are published to. */
@ApplicationScoped
class TargetObjects {
    private static final String SECRET_TYPE = "Opaque";

    private final KubernetesClient client;
    private final WorkMetrics metrics;

    TargetObjects(KubernetesClient client, WorkMetrics metrics) {
        this.client = client;
        this.metrics = metrics;
    }

    /**
     * The current state of an object.
     *
     * @param type of a Secret; null for a ConfigMap
     * @param digests of its texts, by their keys
     */
    record Found(ObjectMeta meta, String type, Map<String, String> digests, boolean immutable) {
        /**
         * Whether the object was published for a bundle. Other Secrets of the bundle have other types. If the object has several
         * owners, only the controller or the first one counts, so that two bundles do not overwrite each other.
         */
        boolean isFor(NamespaceCertificateBundle bundle) {
            return OwnedObjects.by(bundle, meta)
                    && isOfPublishedType()
                    && meta.getOwnerReferences().stream()
                            .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                            .findFirst()
                            .or(() -> meta.getOwnerReferences().stream()
                                    .filter(owner -> bundle.getKind().equals(owner.getKind()))
                                    .findFirst())
                            .filter(owner ->
                                    owner.getUid().equals(bundle.getMetadata().getUid()))
                            .isPresent();
        }

        /** Whether a bundle may write the object: it was published for the bundle, or retained for one of its name. */
        boolean mayBeWrittenFor(NamespaceCertificateBundle bundle, Target target, PublishedObject before) {
            return isFor(bundle) || RetainedObjects.belongsTo(bundle, target, this, before);
        }

        boolean isOfPublishedType() {
            return type == null || type.equals(SECRET_TYPE);
        }

        /** Whether the object can neither be written nor deleted: it is immutable and has a finalizer. */
        boolean isStuck() {
            return immutable && meta.getDeletionTimestamp() != null;
        }

        /** Whether the object has exactly one text under one key, and the metadata that the operator sets. */
        boolean holds(String key, String digest, ObjectMeta made) {
            return holdsOnly(key, digest)
                    && OwnedObjects.isIntact(meta, made)
                    && meta.getAnnotations() != null
                    && meta.getAnnotations()
                            .entrySet()
                            .containsAll(made.getAnnotations().entrySet());
        }

        /** Digest of the current text under a key. */
        Optional<String> digest(String key) {
            return Optional.ofNullable(digests.get(key));
        }

        /** Whether the object has exactly one text, under one key. */
        boolean holdsOnly(String key, String digest) {
            return digests.equals(Map.of(key, digest));
        }
    }

    Optional<Found> find(String namespace, Target target) {
        return read(namespace, target).map(TargetObjects::found);
    }

    /** Reads an object. */
    Optional<HasMetadata> read(String namespace, Target target) {
        return Optional.ofNullable(
                target.kind() == PublishedObject.Kind.ConfigMap
                        ? client.configMaps()
                                .inNamespace(namespace)
                                .withName(target.name())
                                .get()
                        : client.secrets()
                                .inNamespace(namespace)
                                .withName(target.name())
                                .get());
    }

    static Found found(HasMetadata object) {
        Map<String, String> digests = new HashMap<>();
        texts(object).forEach((key, text) -> digests.put(key, Digests.sha256(text)));
        return object instanceof Secret secret
                ? new Found(secret.getMetadata(), secret.getType(), digests, Boolean.TRUE.equals(secret.getImmutable()))
                : new Found(
                        object.getMetadata(), null, digests, Boolean.TRUE.equals(((ConfigMap) object).getImmutable()));
    }

    /** Whether an object has a public CA under any key. */
    static boolean holdsWellKnown(HasMetadata object) {
        return texts(object).values().stream()
                .flatMap(text -> PemReader.read(text).stream())
                .anyMatch(TargetObjects::isWellKnown);
    }

    private static boolean isWellKnown(PemBlock block) {
        try {
            return block.der() != null && WellKnownAuthorities.bundled().contains(KnownCertificates.parse(block.der()));
        } catch (CertificateFormatException e) {
            return false;
        }
    }

    /** Builds the object with a text. */
    HasMetadata make(NamespaceCertificateBundle bundle, Target target, String text, String digest) {
        ObjectMeta meta = RetainedObjects.meta(bundle, target.name(), Map.of(OwnedObjects.DIGEST, digest));
        if (target.kind() == PublishedObject.Kind.ConfigMap) {
            return new ConfigMapBuilder()
                    .withMetadata(meta)
                    .withData(Map.of(target.key(), text))
                    .build();
        }
        return new SecretBuilder()
                .withMetadata(meta)
                .withType(SECRET_TYPE)
                .withData(Map.of(target.key(), base64(text)))
                .build();
    }

    /** Creates an object and returns its metadata. */
    ObjectMeta create(HasMetadata wanted) {
        HasMetadata created = client.resource(wanted).create();
        metrics.published(wanted.getKind());
        return created.getMetadata();
    }

    /** Replaces a found object, unless it has changed, and returns its metadata. */
    ObjectMeta replace(HasMetadata wanted, Found found) {
        wanted.setMetadata(renewed(found, wanted.getMetadata()));
        HasMetadata replaced = client.resource(wanted)
                .lockResourceVersion(found.meta().getResourceVersion())
                .update();
        metrics.published(wanted.getKind());
        return replaced.getMetadata();
    }

    /** Changes the metadata of a found object to the policy of its bundle, unless it has changed; its content stays. */
    void mark(NamespaceCertificateBundle bundle, Target target, Found found) {
        Map<String, String> digest = new HashMap<>();
        if (found.meta().getAnnotations() != null) {
            digest.putAll(found.meta().getAnnotations());
            digest.keySet().retainAll(Set.of(OwnedObjects.DIGEST));
        }
        ObjectMeta meta = renewed(found, RetainedObjects.meta(bundle, target.name(), digest));
        read(bundle.getMetadata().getNamespace(), target).ifPresent(object -> {
            object.setMetadata(meta);
            client.resource(object)
                    .lockResourceVersion(meta.getResourceVersion())
                    .update();
        });
    }

    private static ObjectMeta renewed(Found found, ObjectMeta made) {
        ObjectMeta renewed = OwnedObjects.renewed(found.meta(), made);
        RetainedObjects.mark(renewed, made);
        return renewed;
    }

    /** Deletes a found object, unless it has changed. */
    void delete(NamespaceCertificateBundle bundle, Target target, Found found) {
        client.resource(make(bundle, target, "", ""))
                .lockResourceVersion(found.meta().getResourceVersion())
                .delete();
    }

    private static Map<String, byte[]> texts(HasMetadata object) {
        Map<String, byte[]> texts = new HashMap<>();
        Map<String, String> encoded =
                object instanceof Secret secret ? secret.getData() : ((ConfigMap) object).getBinaryData();
        if (object instanceof ConfigMap map && map.getData() != null) {
            map.getData().forEach((key, text) -> texts.put(key, text.getBytes(StandardCharsets.UTF_8)));
        }
        if (encoded != null) {
            encoded.forEach((key, value) -> texts.put(key, Base64.getDecoder().decode(value)));
        }
        return texts;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
