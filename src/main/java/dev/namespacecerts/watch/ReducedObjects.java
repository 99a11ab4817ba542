package dev.namespacecerts.watch;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleSpec;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import dev.namespacecerts.rules.leaf.ClientSecret;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Caches that keep only the needed part of each watched object. */
public final class ReducedObjects {
    private static final Logger LOG = Logger.getLogger(ReducedObjects.class);
    static final String CHAIN = "tls.crt";
    static final String KEY = "tls.key";

    private ReducedObjects() {}

    /**
     * Keeps the identity and age of a bundle, the Temporal Namespace that it claims, the observed generation and one condition.
     *
     * @param added called for each new version of a bundle
     * @param removed called for each deleted bundle
     */
    public static ReducingStore<NamespaceCertificateBundle> claim(
            Consumer<NamespaceCertificateBundle> added,
            Consumer<NamespaceCertificateBundle> removed,
            String condition) {
        return new ReducingStore<>(added, removed, bundle -> {
            NamespaceCertificateBundle kept = new NamespaceCertificateBundle();
            kept.setMetadata(identity(bundle));
            kept.setSpec(new NamespaceCertificateBundleSpec(
                    bundle.getSpec().temporalNamespace(), null, null, null, null, null, null, null, null, null, null));
            kept.setStatus(status(bundle.getStatus(), condition));
            return kept;
        });
    }

    /** The observed generation, and one condition without its message. */
    static NamespaceCertificateBundleStatus status(NamespaceCertificateBundleStatus status, String condition) {
        List<Condition> conditions = Stream.ofNullable(status)
                .flatMap(given -> Stream.ofNullable(given.conditions()))
                .flatMap(List::stream)
                .filter(given -> condition.equals(given.getType()))
                .map(given -> new ConditionBuilder()
                        .withType(given.getType())
                        .withStatus(given.getStatus())
                        .build())
                .toList();
        return NamespaceCertificateBundleStatus.only(status == null ? null : status.observedGeneration(), conditions);
    }

    /**
     * Keeps the identity, type, labels, owners and certificates of a Secret. The private key is compared with the first
     * certificate and then removed, as is every text that is not a certificate.
     */
    static CertificateOnlySecret kept(Secret secret) {
        CertificateOnlySecret kept = new CertificateOnlySecret(client(secret));
        kept.setMetadata(identity(secret));
        kept.getMetadata().setLabels(secret.getMetadata().getLabels());
        kept.getMetadata().setOwnerReferences(secret.getMetadata().getOwnerReferences());
        kept.setType(secret.getType());
        Stream.ofNullable(secret.getMetadata().getAnnotations())
                .flatMap(annotations -> Stream.ofNullable(annotations.get(CertificateOnlySecret.SEAL)))
                .forEach(seal -> kept.getMetadata().setAnnotations(Map.of(CertificateOnlySecret.SEAL, seal)));
        return kept;
    }

    /** Catches exceptions, because one would stop the watch. */
    private static ClientSecret client(Secret secret) {
        String name = secret.getMetadata().getName();
        try {
            return ClientSecret.read(name, data(secret, CHAIN), data(secret, KEY));
        } catch (RuntimeException e) {
            LOG.warnf(
                    "The certificates of the Secret %s/%s cannot be read (%s)",
                    secret.getMetadata().getNamespace(), name, e.getClass().getSimpleName());
            return ClientSecret.read(name, null, null);
        }
    }

    /** The identity, and the owners if the operator created the object; all if nobody else changed the metadata. */
    static ObjectMeta owned(ObjectMeta meta) {
        ObjectMeta kept = identity(meta);
        if (OwnedObjects.isAsPublished(meta)) {
            kept.setLabels(OwnedObjects.LABELS);
            kept.setAnnotations(Map.copyOf(meta.getAnnotations()));
            kept.setOwnerReferences(meta.getOwnerReferences());
        } else if (OwnedObjects.isManaged(meta)) {
            kept.setLabels(Map.of(OwnedObjects.LABEL, "true"));
            kept.setOwnerReferences(meta.getOwnerReferences());
        }
        return kept;
    }

    private static byte[] data(Secret secret, String key) {
        String value = secret.getData() == null ? null : secret.getData().get(key);
        return value == null ? null : Base64.getDecoder().decode(value);
    }

    static ObjectMeta identity(HasMetadata object) {
        return identity(object.getMetadata());
    }

    /** With shared empty collections: those of a new object need more memory than the rest of it. */
    private static ObjectMeta identity(ObjectMeta meta) {
        ObjectMeta kept = new ObjectMeta(
                Map.of(),
                meta.getCreationTimestamp(),
                null,
                meta.getDeletionTimestamp(),
                finalizers(meta),
                null,
                meta.getGeneration(),
                Map.of(),
                List.of(),
                meta.getName(),
                meta.getNamespace(),
                List.of(),
                meta.getResourceVersion(),
                null,
                meta.getUid());
        kept.setAdditionalProperties(Map.of());
        return kept;
    }

    private static List<String> finalizers(ObjectMeta meta) {
        return meta.getFinalizers() == null ? List.of() : List.copyOf(meta.getFinalizers());
    }
}
