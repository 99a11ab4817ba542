package dev.namespacecerts.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.evaluate.PublishContent;
import dev.namespacecerts.settings.Feature;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClientException;
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
        known.start(changed -> again.add(changed.getMetadata().getUid()), key -> apiServer.shownVersion());
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
        assertThat(publisher(new KnownTargets())
                        .publish(bundle, CONTENT, null, List.of())
                        .orElseThrow()
                        .done())
                .isTrue();
        KnownTargets behind = new KnownTargets();
        behind.start(changed -> {}, key -> Optional.empty());
        apiServer.requests.clear();
        assertThat(publisher(behind)
                        .publish(bundle, CONTENT, null, List.of())
                        .orElseThrow()
                        .done())
                .isTrue();
        assertThat(apiServer.requests).containsExactly("create", "find");
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
                        PublishedObject.Kind.ConfigMap, "target", "ca.crt", CONTENT.digest(), "uid-of-target"));
        assertThat(writer).contains("uid-1");

        publish(OTHER);
        assertThat(apiServer.requests).containsExactly("find", "replace");
        assertThat(known.writer(apiServer.map("2"), true)).contains("uid-1");
    }

    @Test
    void anotherWritersChangeIsRead() {
        publish(CONTENT);
        assertThat(known.writer(apiServer.map("7"), true)).isEmpty();
        apiServer.requests.clear();
        publish(CONTENT);
        assertThat(apiServer.requests).startsWith("find");
    }

    @Test
    void aDeletedTargetIsCreatedAgain() {
        publish(CONTENT);
        assertThat(known.writer(apiServer.map("1"), false)).isEmpty();
        apiServer.requests.clear();
        apiServer.shown = false;
        apiServer.found = null;
        publish(CONTENT);
        assertThat(apiServer.requests).containsExactly("create");
    }

    @Test
    void anotherBundleOfTheSameNameIsNotTheWriter() {
        publish(CONTENT);
        assertThat(known.uid(bundle("uid-2"), target(), CONTENT.digest())).isEmpty();
        assertThat(known.isOwn(bundle("uid-2"), apiServer.map("1"))).isFalse();
        assertThat(known.isOwn(bundle, apiServer.map("1"))).isTrue();
        assertThat(known.isOwn(bundle, apiServer.map("2"))).isFalse();
    }

    @Test
    void whatWasOnlyReadIsNotOwn() {
        publish(CONTENT);
        known.found(bundle, target(), CONTENT.digest(), apiServer.map("1").getMetadata());
        assertThat(known.uid(bundle, target(), CONTENT.digest())).contains("uid-of-target");
        assertThat(known.isOwn(bundle, apiServer.map("1"))).isFalse();
    }

    /** Another writer's event was shown between the answer to a read and its use. */
    @Test
    void aVersionThatTheWatchNoLongerShowsIsReadAgain() {
        publish(CONTENT);
        publish(OTHER);
        known.found(bundle, target(), CONTENT.digest(), apiServer.map("1").getMetadata());
        assertThat(known.uid(bundle, target(), CONTENT.digest())).isEmpty();
    }

    @Test
    void theOwnEventMayComeBeforeTheAnswer() {
        apiServer.during = () -> known.writer(apiServer.map("1"), true);
        publish(CONTENT);
        assertThat(again).isEmpty();
        assertThat(known.uid(bundle, target(), CONTENT.digest())).isPresent();
    }

    @Test
    void aChangeDuringTheWriteIsReconciled() {
        apiServer.during = () -> known.writer(apiServer.map("2"), true);
        publish(CONTENT);
        assertThat(again).containsExactly("uid-1");
        assertThat(known.uid(bundle, target(), CONTENT.digest())).isEmpty();
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

    private Publisher publisher(KnownTargets targets) {
        return new Publisher(
                apiServer, targets, new NoTargetEvents(), Clock.systemUTC(), Feature.Enabled, Feature.Enabled);
    }

    private Publication publish(PublishContent content) {
        return publisher.publish(bundle, content, null, List.of()).orElseThrow();
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
        private boolean shown;
        private int version;
        private Found found;
        private Runnable during = () -> {};

        ApiServer() {
            super(null, null);
        }

        Optional<String> shownVersion() {
            return shown ? Optional.of(Integer.toString(version)) : Optional.empty();
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
        Optional<Found> find(String namespace, Target target) {
            requests.add("find");
            return Optional.ofNullable(found);
        }

        @Override
        ObjectMeta create(HasMetadata wanted) {
            requests.add("create");
            if (found != null) {
                throw new KubernetesClientException("exists", 409, null);
            }
            return put(wanted);
        }

        @Override
        ObjectMeta replace(HasMetadata wanted, Found before) {
            requests.add("replace");
            return put(wanted);
        }

        private ObjectMeta put(HasMetadata wanted) {
            during.run();
            ObjectMeta meta = wanted.getMetadata();
            meta.setUid("uid-of-target");
            version++;
            meta.setResourceVersion(Integer.toString(version));
            Map<String, String> data = ((ConfigMap) wanted).getData();
            found = new Found(meta, null, data, false);
            shown = true;
            return meta;
        }
    }
}
