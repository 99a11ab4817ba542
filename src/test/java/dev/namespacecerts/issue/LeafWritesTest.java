package dev.namespacecerts.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.x509.Certificate;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeafWritesTest {
    private static final Certificate LEAF =
            CertificateBuilder.root("CN=worker").build().parsed();

    private final DemoLeaves.Result result = new DemoLeaves.Result();
    private final List<String> generated = new ArrayList<>();

    @Test
    void aKeyIsGeneratedWhileAnEarlierSecretIsBeingWritten() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        try (LeafWrites writes = writes(10)) {
            writes.begin("a", () -> () -> {
                await(second);
                return Optional.of(LEAF);
            });
            assertThat(writes.isAtLimit()).isFalse();
            writes.begin("b", () -> {
                second.countDown();
                return () -> Optional.of(LEAF);
            });
            writes.finish();
        }
        assertThat(issued("a", "b")).containsExactly("a", "b");
    }

    @Test
    void fewSecretsAreWrittenAtOnce() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (LeafWrites writes = writes(50)) {
            for (int i = 0; i < 40 && !writes.isAtLimit(); i++) {
                writes.begin("leaf-" + i, () -> () -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    pause();
                    now.decrementAndGet();
                    return Optional.of(LEAF);
                });
            }
            writes.finish();
        }
        assertThat(result.certificates()).hasSize(40);
        assertThat(most.get()).isBetween(2, LeafWrites.MOST_UNDER_WAY);
    }

    @Test
    void secretsOfOthersAndRejectedOnesDoNotCountAgainstTheLimit() throws Exception {
        Map<String, LeafWrites.Write> secrets = Map.of(
                "a",
                        () -> {
                            pause();
                            throw new NotOwnedException("a");
                        },
                "b",
                        () -> {
                            throw refused(HttpURLConnection.HTTP_FORBIDDEN);
                        },
                "d", Optional::empty);
        try (LeafWrites writes = writes(3)) {
            for (String name : List.of("a", "b", "c", "d", "e", "f")) {
                if (writes.isAtLimit()) {
                    result.pending(name, true);
                } else {
                    writes.begin(name, generation(name, secrets.getOrDefault(name, () -> Optional.of(LEAF))));
                }
            }
            writes.finish();
        }
        assertThat(generated).containsExactly("a", "b", "c", "d", "e");
        assertThat(issued("a", "b", "c", "d", "e", "f")).containsExactly("c", "e");
        assertThat(result.pending(leaves("a", "b", "c", "d", "e", "f"))).containsExactly("d", "f");
        assertThat(result.violations).hasSize(1);
        assertThat(result.obstacle.orElseThrow().message()).contains("Secret \"b\"");
    }

    /** Whichever is answered first. */
    @Test
    void violationsAndTheFirstRefusalAreInTheOrderOfTheSpec() throws Exception {
        try (LeafWrites writes = writes(10)) {
            for (String name : List.of("a", "b")) {
                writes.begin("own-" + name, () -> () -> {
                    pauseFor(name);
                    throw new NotOwnedException(name);
                });
                writes.begin("refused-" + name, () -> () -> {
                    pauseFor(name);
                    throw refused(HttpURLConnection.HTTP_FORBIDDEN);
                });
            }
            writes.finish();
        }
        assertThat(result.violations.get(0).toString()).contains("\"a\"");
        assertThat(result.violations.get(1).toString()).contains("\"b\"");
        assertThat(result.obstacle.orElseThrow().message()).contains("Secret \"refused-a\"");
    }

    /** Otherwise the next reconciliation could generate a key for a Secret that is about to exist. */
    @Test
    void afterAFailureNoWriteIsLeftUnderWay() {
        AtomicBoolean written = new AtomicBoolean();
        assertThatThrownBy(() -> {
                    try (LeafWrites writes = writes(10)) {
                        writes.begin("a", () -> () -> {
                            throw refused(HttpURLConnection.HTTP_INTERNAL_ERROR);
                        });
                        writes.begin("b", () -> () -> {
                            pause();
                            written.set(true);
                            return Optional.of(LEAF);
                        });
                        writes.finish();
                    }
                })
                .isInstanceOf(KubernetesClientException.class);
        assertThat(written).isTrue();
    }

    private LeafWrites writes(int limit) {
        return new LeafWrites(new SecretWriters(), limit, result);
    }

    private LeafWrites.Generation generation(String name, LeafWrites.Write write) {
        return () -> {
            generated.add(name);
            return write;
        };
    }

    private List<String> issued(String... wanted) {
        return result.report(leaves(wanted)).stream()
                .map(leaf -> leaf.secretName())
                .toList();
    }

    private static List<DemoLeafSpec> leaves(String... names) {
        return IntStream.range(0, names.length)
                .mapToObj(i -> new DemoLeafSpec(names[i], names[i], null, null, "720h"))
                .toList();
    }

    private static KubernetesClientException refused(int code) {
        return new KubernetesClientException("refused", code, null);
    }

    private static void pauseFor(String name) {
        if (name.equals("a")) {
            pause();
        }
    }

    private static void pause() {
        await(new CountDownLatch(1), 20);
    }

    private static void await(CountDownLatch latch) {
        if (!await(latch, 10_000)) {
            throw new IllegalStateException("no key was generated meanwhile");
        }
    }

    private static boolean await(CountDownLatch latch, long millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
