package dev.namespacecerts.watch;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleSpec;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.CertificateFormatException;
import dev.namespacecerts.x509.CertificateParser;
import dev.namespacecerts.x509.KeyMatch;
import dev.namespacecerts.x509.PemBlock;
import dev.namespacecerts.x509.PemReader;
import dev.namespacecerts.x509.PrivateKeys;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Stores that keep of each watched object no more than is asked of them later. */
public final class Pruned {
    private static final String CHAIN = "tls.crt";
    private static final String KEY = "tls.key";
    private static final String KEY_MATCH = "key-match";

    /** In base64; what is longer is not a leaf with its intermediates. */
    private static final int LONGEST_CHAIN = 90_000;

    private static final int LONGEST_KEY = 90_000;

    private Pruned() {}

    /** Keeps identity and spec. */
    public static <S, T extends CustomResource<S, ?>> PrunedStore<T> spec(Supplier<T> empty) {
        return new PrunedStore<>(object -> {
            T kept = empty.get();
            kept.setMetadata(identity(object));
            kept.setSpec(object.getSpec());
            return kept;
        });
    }

    /** Keeps of a bundle its identity, age and the Temporal Namespace that it claims. */
    public static PrunedStore<NamespaceCertificateBundle> claim() {
        return new PrunedStore<>(bundle -> {
            NamespaceCertificateBundle kept = new NamespaceCertificateBundle();
            kept.setMetadata(identity(bundle));
            kept.setSpec(new NamespaceCertificateBundleSpec(
                    bundle.getSpec().temporalNamespace(), null, null, null, null, null, null, null, null, null));
            return kept;
        });
    }

    /** Keeps the identity alone: nothing of what a ConfigMap or Secret holds. */
    public static <T extends HasMetadata> PrunedStore<T> identity(Class<T> kind) {
        return new PrunedStore<>(object -> {
            T kept = newInstance(kind);
            kept.setMetadata(identity(object));
            return kept;
        });
    }

    /**
     * Keeps of a Secret its identity, labels, owners and certificates. The private key is compared with the first of them
     * and dropped; {@link #keyMatch} tells the result.
     */
    public static PrunedStore<Secret> clientSecret() {
        return new PrunedStore<>(secret -> {
            Secret kept = new Secret();
            kept.setMetadata(identity(secret));
            kept.getMetadata().setLabels(secret.getMetadata().getLabels());
            kept.getMetadata().setOwnerReferences(secret.getMetadata().getOwnerReferences());
            kept.setType(secret.getType());
            String chain = data(secret, CHAIN);
            if (chain != null && chain.length() <= LONGEST_CHAIN) {
                kept.setData(Map.of(CHAIN, chain));
                kept.getMetadata()
                        .setAnnotations(Map.of(
                                KEY_MATCH, compare(chain, data(secret, KEY)).name()));
            }
            return kept;
        });
    }

    /** What the private key of a Secret was to its certificate when it arrived. */
    public static KeyMatch keyMatch(Secret kept) {
        Map<String, String> annotations = kept.getMetadata().getAnnotations();
        String match = annotations == null ? null : annotations.get(KEY_MATCH);
        return match == null ? KeyMatch.MISSING : KeyMatch.valueOf(match);
    }

    private static String data(Secret secret, String key) {
        return secret.getData() == null ? null : secret.getData().get(key);
    }

    private static KeyMatch compare(String chain, String key) {
        if (key == null) {
            return KeyMatch.MISSING;
        }
        Optional<Certificate> leaf = PemReader.read(Base64.getDecoder().decode(chain)).stream()
                .findFirst()
                .map(PemBlock::der)
                .flatMap(Pruned::parse);
        return leaf.isEmpty() || key.length() > LONGEST_KEY
                ? KeyMatch.UNREADABLE
                : PrivateKeys.match(Base64.getDecoder().decode(key), leaf.get().publicKey());
    }

    private static Optional<Certificate> parse(byte[] der) {
        try {
            return Optional.of(CertificateParser.parse(der));
        } catch (CertificateFormatException e) {
            return Optional.empty();
        }
    }

    private static ObjectMeta identity(HasMetadata object) {
        ObjectMeta meta = object.getMetadata();
        return new ObjectMetaBuilder()
                .withName(meta.getName())
                .withNamespace(meta.getNamespace())
                .withUid(meta.getUid())
                .withResourceVersion(meta.getResourceVersion())
                .withGeneration(meta.getGeneration())
                .withCreationTimestamp(meta.getCreationTimestamp())
                .build();
    }

    private static <T> T newInstance(Class<T> kind) {
        try {
            return kind.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(kind + " has no constructor without arguments", e);
        }
    }
}
