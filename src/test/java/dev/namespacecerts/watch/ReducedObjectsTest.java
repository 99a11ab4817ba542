package dev.namespacecerts.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.CertificateSource;
import dev.namespacecerts.api.v1alpha1.ConfigMapKey;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.SpecBuilder;
import dev.namespacecerts.x509.KeyMatch;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.impl.cache.CacheImpl;
import io.fabric8.kubernetes.client.informers.impl.cache.ProcessorStore;
import io.fabric8.kubernetes.client.informers.impl.cache.SharedProcessor;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ReducedObjectsTest {
    private static final HeldCertificate LEAF =
            CertificateBuilder.root("CN=worker").build();

    @Test
    void noTextAndNoPrivateKeyOfASecretIsKept() throws Exception {
        String body = LEAF.privateKeyPem().lines().skip(2).findFirst().orElseThrow();
        Secret secret = secret(
                LEAF.pem()
                        + LEAF.privateKeyPem()
                        + HeldCertificate.pem(
                                "CERTIFICATE", LEAF.keyPair().getPrivate().getEncoded())
                        + "text " + body,
                LEAF.privateKeyPem());
        CertificateOnlySecret kept = kept(secret);
        assertThat(Serialization.asJson(kept))
                .contains("worker")
                .doesNotContain("tls.key", "spare", "hunter2", "last-");
        assertThat(kept.getData()).isNullOrEmpty();
        assertThat(kept.client().blocks()).hasSize(1);
        assertThat(kept.client().violations()).extracting(Violation::position).containsExactly(2, 3);
        assertThat(reachable(kept)).noneMatch(text -> text.contains(body.substring(8, 32)));
    }

    @Test
    void theResultOfComparingTheKeyIsKept() {
        String other = CertificateBuilder.root("CN=other").build().privateKeyPem();
        assertThat(keyMatch(secret(LEAF.pem(), LEAF.privateKeyPem()))).isEqualTo(KeyMatch.PKCS8);
        assertThat(keyMatch(secret(LEAF.pem(), other))).isEqualTo(KeyMatch.OTHER_KEY);
        assertThat(keyMatch(secret(LEAF.pem(), null))).isEqualTo(KeyMatch.MISSING);
        assertThat(keyMatch(secret("no certificate", other))).isEqualTo(KeyMatch.NOT_COMPARED);
    }

    @Test
    void anUndecodableSecretIsKeptWithoutCertificates() {
        Secret secret = secret(LEAF.pem(), null);
        secret.getData().put("tls.crt", "*");
        CertificateOnlySecret kept = kept(secret);
        assertThat(kept.getMetadata().getName()).isEqualTo("worker");
        assertThat(kept.client().blocks()).isEmpty();
        secret.setData(null);
        secret.getMetadata().setLabels(null);
        assertThat(kept(secret).client().blocks()).isEmpty();
    }

    /** An exception or a stack overflow would stop the watch of all Secrets. */
    @Test
    void noContentOfAChainOrKeyStopsTheWatch() {
        Random random = new Random(9);
        byte[] certificate = LEAF.der();
        byte[] key = LEAF.keyPair().getPrivate().getEncoded();
        for (int i = 0; i < 3_000; i++) {
            CertificateOnlySecret kept = kept(secret(
                    HeldCertificate.pem("CERTIFICATE", mutated(certificate, random)),
                    HeldCertificate.pem("PRIVATE KEY", i % 2 == 0 ? key : mutated(key, random))));
            assertThat(kept.getMetadata().getName()).isEqualTo("worker");
        }
        byte[] nested = new byte[200_000];
        for (int i = 0; i < nested.length; i += 5) {
            int length = nested.length - i - 5;
            nested[i] = 0x30;
            nested[i + 1] = (byte) 0x83;
            nested[i + 2] = (byte) (length >> 16);
            nested[i + 3] = (byte) (length >> 8);
            nested[i + 4] = (byte) length;
        }
        assertThat(kept(secret(HeldCertificate.pem("CERTIFICATE", nested), null))
                        .client()
                        .certificates())
                .isEmpty();
        for (String label : List.of("PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY")) {
            assertThat(keyMatch(secret(LEAF.pem(), HeldCertificate.pem(label, nested))))
                    .isNotEqualTo(KeyMatch.PKCS8);
        }
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] mutated = Arrays.copyOf(bytes, random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length);
        for (int i = random.nextInt(4); i >= 0 && mutated.length > 0; i--) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
        }
        return mutated;
    }

    @Test
    void aTooLongChainIsKeptAsAViolation() {
        CertificateOnlySecret kept = kept(secret("x".repeat(100_000), null));
        assertThat(kept.client().blocks()).isEmpty();
        assertThat(kept.client().violations()).hasSize(1);
    }

    @Test
    void onlyReferencesOfALargeBundleAreKept() {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setName("large");
        bundle.getMetadata().setAnnotations(Map.of("last-applied", "everything"));
        bundle.setSpec(new SpecBuilder()
                .sources(
                        new CertificateSource("x".repeat(40_000), null, null),
                        new CertificateSource(null, new ConfigMapKey("ca", "ca.crt"), null))
                .client("worker")
                .build());
        BundleStore store = new BundleStore(new TextBudget(), "Claimed");
        store.put("payments/large", bundle);
        NamespaceCertificateBundle kept = store.get("payments/large");
        assertThat(kept.isComplete()).isFalse();
        assertThat(TextSize.of(kept.getSpec())).isLessThan(100);
        assertThat(kept.getSpec().certificates().get(1).configMap().name()).isEqualTo("ca");
        assertThat(kept.getSpec().clients()).isEqualTo(bundle.getSpec().clients());
        assertThat(kept.getMetadata().getAnnotations()).isEmpty();

        bundle.setSpec(new SpecBuilder().inline("small").build());
        store.put("payments/large", bundle);
        assertThat(store.get("payments/large").isComplete()).isTrue();
        assertThat(store.get("payments/large").getSpec()).isEqualTo(bundle.getSpec());
    }

    @Test
    void onlyTheGenerationAndTheClaimOfALargeStatusAreKept() {
        Condition forged = new ConditionBuilder()
                .withType("Acme")
                .withMessage("x".repeat(32_768))
                .build();
        Condition claimed = new ConditionBuilder()
                .withType("Claimed")
                .withStatus("True")
                .withMessage("x".repeat(32_768))
                .build();
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setName("large");
        bundle.setSpec(new SpecBuilder().inline("small").build());
        bundle.setStatus(new NamespaceCertificateBundleStatus(
                7L,
                List.of(forged, claimed),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null));
        BundleStore store = new BundleStore(new TextBudget(), "Claimed");
        store.put("payments/large", bundle);
        NamespaceCertificateBundle kept = store.get("payments/large");
        assertThat(kept.isComplete()).isFalse();
        assertThat(kept.getStatus().conditions())
                .containsExactly(new ConditionBuilder()
                        .withType("Claimed")
                        .withStatus("True")
                        .build());
        assertThat(kept.getStatus().observedGeneration()).isEqualTo(7);
    }

    @Test
    void aReducedFilterIsStillUnreadable() {
        CertificateFilter filter = filter("1");
        filter.markUnreadable("spec.commonName holds a list");
        ReducingStore<CertificateFilter> store = new FilterStore(added -> {}, removed -> {});
        store.put("payments/accounting", filter);
        assertThat(store.get("payments/accounting").unreadable()).contains("spec.commonName holds a list");
    }

    @Test
    void deletionsAreReported() {
        DeletedObjects gone = new DeletedObjects();
        List<Boolean> stillThere = new ArrayList<>();
        AtomicReference<ReducingStore<CertificateFilter>> store = new AtomicReference<>();
        store.set(new FilterStore(filter -> {}, filter -> {
            gone.add(filter);
            stillThere.add(store.get().get("payments/accounting") != null);
        }));
        CertificateFilter filter = filter("1");
        store.get().put("payments/accounting", filter);
        assertThat(gone.contains(filter)).isFalse();
        store.get().remove("payments/accounting");
        assertThat(gone.contains(filter)).isTrue();
        assertThat(gone.contains(filter("2"))).isFalse();
        assertThat(stillThere).containsExactly(false);
        store.get().remove("payments/accounting");
        assertThat(stillThere).hasSize(1);
    }

    @Test
    void theFirstListIsReducedBeforeItIsQueuedForHandlers() {
        List<CertificateFilter> seen = new ArrayList<>();
        CacheImpl<CertificateFilter> cache = new CacheImpl<>();
        cache.setItemStore(new FilterStore(added -> {}, removed -> {}));
        SharedProcessor<CertificateFilter> handlers = new SharedProcessor<>(Runnable::run, "filters");
        handlers.addProcessorListener(
                new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(CertificateFilter filter) {
                        seen.add(filter);
                    }

                    @Override
                    public void onUpdate(CertificateFilter before, CertificateFilter filter) {}

                    @Override
                    public void onDelete(CertificateFilter filter, boolean finalStateUnknown) {}
                },
                0,
                List::of);
        ProcessorStore<CertificateFilter> informer = new ProcessorStore<>(cache, handlers);
        CertificateFilter filter = filter("1");
        filter.getMetadata().setAnnotations(Map.of("last-applied", "everything"));
        informer.update(List.of(filter));
        informer.retainAll(Set.of(cache.getKey(filter)), executor -> {});
        assertThat(seen)
                .hasSize(1)
                .allMatch(queued -> queued.getMetadata().getAnnotations().isEmpty());
    }

    @Test
    void deletedObjectsAreRememberedForSomeTime() {
        DeletedObjects gone = new DeletedObjects();
        for (int i = 0; i <= 10_000; i++) {
            gone.add(filter("uid-" + i));
        }
        assertThat(gone.contains(filter("uid-0"))).isFalse();
        assertThat(gone.contains(filter("uid-1"))).isTrue();
    }

    private static CertificateFilter filter(String uid) {
        CertificateFilter filter = new CertificateFilter();
        filter.getMetadata().setUid(uid);
        return filter;
    }

    private static KeyMatch keyMatch(Secret secret) {
        return kept(secret).client().key();
    }

    private static CertificateOnlySecret kept(Secret secret) {
        return Serialization.unmarshal(Serialization.asJson(secret), CertificateOnlySecret.class);
    }

    /** Every text and all bytes that can be reached from an object, these as text and in base64. */
    private static List<String> reachable(Object root) throws Exception {
        List<String> texts = new ArrayList<>();
        Deque<Object> open = new ArrayDeque<>(List.of(root));
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        while (!open.isEmpty()) {
            Object object = open.pop();
            if (!seen.add(object)) {
                continue;
            }
            if (object instanceof String text) {
                texts.add(text);
            } else if (object instanceof byte[] bytes) {
                texts.add(Base64.getEncoder().encodeToString(bytes));
                texts.add(new String(bytes, StandardCharsets.ISO_8859_1));
            } else if (object instanceof Iterable<?> items) {
                items.forEach(item -> Optional.ofNullable(item).ifPresent(open::push));
            } else if (object instanceof Map<?, ?> map) {
                map.forEach((key, value) -> open.addAll(List.of(key, value)));
            } else if (object.getClass().getName().startsWith("dev.namespacecerts")
                    || object.getClass().getName().startsWith("io.fabric8")) {
                for (Class<?> type = object.getClass(); type != Object.class; type = type.getSuperclass()) {
                    for (Field field : type.getDeclaredFields()) {
                        if (!Modifier.isStatic(field.getModifiers())) {
                            field.setAccessible(true);
                            Optional.ofNullable(field.get(object)).ifPresent(open::push);
                        }
                    }
                }
            }
        }
        return texts;
    }

    private static Secret secret(String chain, String key) {
        SecretBuilder secret = new SecretBuilder()
                .withNewMetadata()
                .withName("worker")
                .withNamespace("payments")
                .withLabels(Map.of("app", "worker"))
                .withAnnotations(Map.of("last-applied", "everything"))
                .withManagedFields(List.of(new ManagedFieldsEntry()))
                .endMetadata()
                .withType("kubernetes.io/tls")
                .addToData("spare", base64("hunter2"));
        if (chain != null) {
            secret.addToData("tls.crt", base64(chain));
        }
        if (key != null) {
            secret.addToData("tls.key", base64(key));
        }
        return secret.build();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
