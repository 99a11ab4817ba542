package dev.namespacecerts.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.evaluate.PublishContent;
import dev.namespacecerts.settings.Feature;
import dev.namespacecerts.testing.SpecBuilder;
import dev.namespacecerts.watch.MetadataOnlyConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a watch shows is not read again, and a change by another writer is not overlooked. */
class KnownTargetsTest {
    private static final PublishContent CONTENT = content("one");
    private static final PublishContent OTHER = content("other");

    private final KnownTargets known = new KnownTargets();
    private final ApiServer apiServer = new ApiServer();
    private final List<String> again = new ArrayList<>();
    private final NamespaceCertificateBundle bundle = bundle("uid-1");
    private final Publisher publisher = publisher(known);

    KnownTargetsTest() {
        known.start(changed -> again.add(changed.getMetadata().getUid()), key -> apiServer.shown());
    }

    @Test
    void aNewTargetIsCreatedWithoutReading() {
        assertThat(publish(CONTENT).done()).isTrue();
        assertThat(apiServer.requests).containsExactly("create");
    }

    @Test
    void aTargetThatTheWatchDoesNotShowYetIsFound() {
        publish(CONTENT);
        apiServer.requests.clear();
        assertThat(publish(publisher(new KnownTargets()), CONTENT, null).done()).isTrue(); // not started
        KnownTargets behind = new KnownTargets();
        behind.start(changed -> {}, key -> Optional.empty());
        apiServer.requests.clear();
        assertThat(publish(publisher(behind), CONTENT, null).done()).isTrue();
        assertThat(apiServer.requests).containsExactly("create", "read");
    }

    @Test
    void theSameContentNeedsNoRequest() {
        publish(CONTENT);
        Optional<String> writer = known.writer(apiServer.map("1"), true);
        apiServer.requests.clear();
        PublishedObject again = publish(CONTENT).object();
        assertThat(apiServer.requests).isEmpty();
        assertThat(again)
                .isEqualTo(new PublishedObject(
                        PublishedObject.Kind.ConfigMap,
                        "target",
                        "ca.crt",
                        CONTENT.digest(),
                        "uid-of-target",
                        "1",
                        null));
        assertThat(writer).contains("uid-1");

        publish(OTHER);
        assertThat(apiServer.requests).containsExactly("replace");
        assertThat(known.writer(apiServer.map("2"), true)).contains("uid-1");
    }

    @Test
    void afterARestartTheSameContentNeedsNoRequest() {
        PublishedObject before = publish(CONTENT).object();
        apiServer.requests.clear();
        Publisher restarted = publisher(restarted());
        assertThat(publish(restarted, CONTENT, before).object()).isEqualTo(before);
        assertThat(apiServer.requests).isEmpty();
        publish(restarted, OTHER, before);
        assertThat(apiServer.requests).containsExactly("replace");
    }

    @Test
    void afterARestartATargetThatChangedMeanwhileIsRead() {
        PublishedObject before = publish(CONTENT).object();
        apiServer.put(new ConfigMapBuilder(apiServer.shown)
                .withData(Map.of("ca.crt", "edited"))
                .build());
        apiServer.requests.clear();
        publish(publisher(restarted()), CONTENT, before);
        assertThat(apiServer.requests).containsExactly("read", "replace");
    }

    @Test
    void afterARestartAnotherVersionOfTheSameContentDoesNotChangeTheStatus() {
        PublishedObject before = publish(CONTENT).object();
        apiServer.put(new ConfigMapBuilder(apiServer.shown).build());
        assertThat(publish(publisher(restarted()), CONTENT, before).object()).isEqualTo(before);
    }

    @Test
    void anImmutableTargetIsReadBeforeItIsReplaced() {
        publish(CONTENT);
        apiServer.put(new ConfigMapBuilder(apiServer.shown).withImmutable(true).build());
        KnownTargets fresh = restarted();
        PublishedObject found = publish(publisher(fresh), CONTENT, null).object();
        assertThat(found.resourceVersion()).isNull();
        assertThat(fresh.shown(bundle, target(), found)).isEmpty();
    }

    @Test
    void aTargetThatCannotBeReplacedIsReadAndCreatedAgain() {
        publish(CONTENT);
        apiServer.stored.setImmutable(true); // by a policy
        apiServer.requests.clear();
        assertThat(publish(OTHER).done()).isTrue();
        assertThat(apiServer.requests).containsExactly("replace", "read", "delete", "create");
    }

    @Test
    void aTargetWithTheLabelOfAnotherIsReadBeforeItIsReplaced() {
        publish(CONTENT);
        ConfigMap labelled = new ConfigMapBuilder(apiServer.shown)
                .editMetadata()
                .addToLabels("team", "payments")
                .endMetadata()
                .build();
        apiServer.put(labelled);
        apiServer.requests.clear();
        publish(OTHER);
        assertThat(apiServer.requests).containsExactly("read", "replace");
    }

    @Test
    void aTargetThatChangedSinceTheWatchShowedItIsRead() {
        publish(CONTENT);
        apiServer.change(new ConfigMapBuilder(apiServer.shown)
                .withData(Map.of("ca.crt", "edited"))
                .build());
        apiServer.requests.clear();
        publish(OTHER);
        assertThat(apiServer.requests).containsExactly("replace", "read", "replace");
    }

    @Test
    void aTargetOfAnotherBundleIsNotWritten() {
        publish(CONTENT);
        apiServer.requests.clear();
        assertThat(publisher
                        .publish(bundle("uid-2"), OTHER, null, List.of())
                        .orElseThrow()
                        .done())
                .isFalse();
        assertThat(apiServer.requests).doesNotContain("create", "replace");
    }

    @Test
    void anotherWritersChangeIsRead() {
        publish(CONTENT);
        assertThat(known.writer(apiServer.map("7"), true)).isEmpty();
        apiServer.requests.clear();
        publish(CONTENT);
        assertThat(apiServer.requests).startsWith("read");
    }

    @Test
    void aDeletedTargetIsCreatedAgain() {
        publish(CONTENT);
        assertThat(known.writer(apiServer.map("1"), false)).isEmpty();
        apiServer.requests.clear();
        apiServer.shown = null;
        apiServer.stored = null;
        publish(CONTENT);
        assertThat(apiServer.requests).containsExactly("create");
    }

    @Test
    void anotherBundleOfTheSameNameIsNotTheWriter() {
        publish(CONTENT);
        assertThat(known.holding(bundle("uid-2"), target(), CONTENT.digest())).isEmpty();
        assertThat(known.isOwn(bundle("uid-2"), apiServer.map("1"))).isFalse();
        assertThat(known.isOwn(bundle, apiServer.map("1"))).isTrue();
        assertThat(known.isOwn(bundle, apiServer.map("2"))).isFalse();
    }

    @Test
    void whatWasOnlyReadIsNotOwn() {
        publish(CONTENT);
        PublishedObject object =
                target().holding(CONTENT.digest(), apiServer.map("1").getMetadata());
        known.found(bundle, object, apiServer.map("1").getMetadata());
        assertThat(known.holding(bundle, target(), CONTENT.digest())).contains(object);
        assertThat(known.isOwn(bundle, apiServer.map("1"))).isFalse();
    }

    /** Another writer's event was shown between the answer to a read and its use. */
    @Test
    void aVersionThatTheWatchNoLongerShowsIsReadAgain() {
        publish(CONTENT);
        publish(OTHER);
        ObjectMeta meta = apiServer.map("1").getMetadata();
        known.found(bundle, target().holding(CONTENT.digest(), meta), meta);
        assertThat(known.holding(bundle, target(), CONTENT.digest())).isEmpty();
    }

    @Test
    void theOwnEventMayComeBeforeTheAnswer() {
        apiServer.during = () -> known.writer(apiServer.map("1"), true);
        publish(CONTENT);
        assertThat(again).isEmpty();
        assertThat(known.holding(bundle, target(), CONTENT.digest())).isPresent();
    }

    @Test
    void aChangeDuringTheWriteIsReconciled() {
        apiServer.during = () -> known.writer(apiServer.map("2"), true);
        publish(CONTENT);
        assertThat(again).containsExactly("uid-1");
        assertThat(known.holding(bundle, target(), CONTENT.digest())).isEmpty();
    }

    @Test
    void aChangeDuringAWriteThatFailsIsReconciled() {
        apiServer.during = () -> {
            known.writer(apiServer.map("2"), true);
            throw new KubernetesClientException("failed", 500, null);
        };
        assertThatThrownBy(() -> publish(CONTENT)).isInstanceOf(KubernetesClientException.class);
        assertThat(again).containsExactly("uid-1");
        assertThat(known.contains("default/target")).isFalse();
    }

    private KnownTargets restarted() {
        KnownTargets fresh = new KnownTargets();
        fresh.start(changed -> {}, key -> apiServer.shown());
        return fresh;
    }

    private Publisher publisher(KnownTargets targets) {
        return new Publisher(
                apiServer, targets, new NoTargetEvents(), Clock.systemUTC(), Feature.Enabled, Feature.Enabled);
    }

    private Publication publish(PublishContent content) {
        return publish(publisher, content, null);
    }

    private Publication publish(Publisher by, PublishContent content, PublishedObject before) {
        return by.publish(bundle, content, before, List.of()).orElseThrow();
    }

    private static Target target() {
        return new Target(PublishedObject.Kind.ConfigMap, "target", "ca.crt");
    }

    private static PublishContent content(String text) {
        return new PublishContent(text.getBytes(StandardCharsets.US_ASCII), true, List.of(), false, 0);
    }

    private static NamespaceCertificateBundle bundle(String uid) {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setNamespace("default");
        bundle.getMetadata().setName("bundle");
        bundle.getMetadata().setUid(uid);
        bundle.setSpec(new SpecBuilder().publishTo("target").build());
        return bundle;
    }

    /** One ConfigMap, whose version grows with each write. */
    private static final class ApiServer extends TargetObjects {
        private final List<String> requests = new ArrayList<>();
        private ConfigMap shown;
        private int version;
        private ConfigMap stored;
        private Runnable during = () -> {};

        ApiServer() {
            super(null, null);
        }

        Optional<MetadataOnlyConfigMap> shown() {
            return Optional.ofNullable(shown)
                    .map(map -> Serialization.unmarshal(Serialization.asJson(map), MetadataOnlyConfigMap.class));
        }

        HasMetadata map(String resourceVersion) {
            return new ConfigMapBuilder()
                    .withNewMetadata()
                    .withNamespace("default")
                    .withName("target")
                    .withUid("uid-of-target")
                    .withResourceVersion(resourceVersion)
                    .endMetadata()
                    .build();
        }

        @Override
        Optional<HasMetadata> read(String namespace, Target target) {
            requests.add("read");
            return Optional.ofNullable(stored);
        }

        @Override
        ObjectMeta create(HasMetadata wanted) {
            requests.add("create");
            if (stored != null) {
                throw new KubernetesClientException("exists", 409, null);
            }
            return put(wanted);
        }

        @Override
        ObjectMeta replace(HasMetadata wanted, Found before) {
            requests.add("replace");
            if (Boolean.TRUE.equals(stored.getImmutable())) {
                throw new KubernetesClientException("immutable", 422, null);
            }
            if (!before.meta().getResourceVersion().equals(stored.getMetadata().getResourceVersion())) {
                throw new KubernetesClientException("changed", 409, null);
            }
            return put(wanted);
        }

        @Override
        void delete(NamespaceCertificateBundle bundle, Target target, Found before) {
            requests.add("delete");
            stored = null;
        }

        private ObjectMeta put(HasMetadata wanted) {
            during.run();
            change(wanted);
            shown = new ConfigMapBuilder((ConfigMap) wanted).build();
            return shown.getMetadata();
        }

        /** A write that the watch does not show. */
        void change(HasMetadata wanted) {
            wanted.getMetadata().setUid("uid-of-target");
            version++;
            wanted.getMetadata().setResourceVersion(Integer.toString(version));
            stored = new ConfigMapBuilder((ConfigMap) wanted).build();
        }
    }
}
