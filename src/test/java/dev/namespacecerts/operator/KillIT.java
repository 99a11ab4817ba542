package dev.namespacecerts.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.api.v1alpha1.DemoStatus;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.operator.DemoRequests.Request;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.Digests;
import dev.namespacecerts.x509.KeyMatch;
import dev.namespacecerts.x509.PemWriter;
import dev.namespacecerts.x509.SignatureVerifier;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whenever the operator is killed, each request is fulfilled exactly once, and nothing else remains. */
class KillIT {
    /** 5 in the build, 100 under -Psoak. */
    private static final int KILLS = Integer.getInteger("namespacecerts.kills", 5);

    private static final int EDITS_AFTERWARDS = 50;
    private static final Map<String, String> MANAGED = Map.of("namespacecerts.dev/managed", "true");

    /** Edits can be made again with the seed of a failure; the moments of the kills depend on the machine too. */
    private final long seed = Long.getLong("namespacecerts.seed", System.nanoTime());

    private final Random random = new Random(seed);
    private final ControlPlane controlPlane = ControlPlane.start();
    private final Cluster cluster = new Cluster(controlPlane);
    private final DemoRequests requests = new DemoRequests(cluster, random);
    private SecretHistory history;

    @BeforeEach
    void watch() {
        OperatorProcess.installCrds(controlPlane);
        history = new SecretHistory(cluster.client(), cluster.namespace());
    }

    @AfterEach
    void close() {
        history.close();
        cluster.close();
        controlPlane.close();
    }

    @Test
    void killsAtAnyMomentCauseNoDuplicateIssuanceAndNoOrphans() throws Exception {
        try {
            int unfinished = 0;
            for (int i = 0; i < KILLS; i++) {
                editAndKill();
                unfinished += cluster.bundles().stream().allMatch(this::isDone) ? 0 : 1;
            }
            assertThat(unfinished).as("kills that left something to do").isPositive();
            try (OperatorProcess last = start()) {
                last.awaitStarted();
                for (int i = 0; i < EDITS_AFTERWARDS; i++) {
                    requests.edit();
                }
                awaitAllDone();
                Map<String, String> before = versions();
                TimeUnit.SECONDS.sleep(3);
                assertThat(versions()).as("versions while nothing is asked for").isEqualTo(before);
                assertThat(last.process().isAlive()).isTrue();
            }
            assertThat(history.knows(secrets())).isTrue();
            assertNothingWasIssuedTwice();
            assertAllIsAsItWasAskedFor();
        } catch (Exception | AssertionError e) {
            throw new AssertionError("with -Dnamespacecerts.seed=" + seed + ": " + e.getMessage(), e);
        }
    }

    /** Edits go on while it starts and while it is at work, until it is killed in the midst of it. */
    private void editAndKill() throws InterruptedException {
        try (OperatorProcess operator = start()) {
            boolean whileStarting = random.nextInt(4) == 0;
            if (!whileStarting) {
                operator.awaitStarted();
            }
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(whileStarting ? 3_000 : 1_200));
            do {
                requests.edit();
                TimeUnit.MILLISECONDS.sleep(random.nextInt(60));
            } while (System.nanoTime() < end);
            assertThat(operator.process().isAlive()).as("still running").isTrue();
        }
        requests.edit();
    }

    private OperatorProcess start() {
        return OperatorProcess.start(
                controlPlane.kubeconfig(), Map.of("NAMESPACECERTS_NAMESPACES", cluster.namespace()));
    }

    /** What is issued for a bundle that is deleted goes with it; the garbage collector takes its time. */
    private void awaitAllDone() {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    assertThat(cluster.bundles())
                            .allSatisfy(bundle -> assertThat(isDone(bundle))
                                    .as("%s", bundle.getStatus())
                                    .isTrue());
                    assertThat(managed()).containsExactlyInAnyOrderElementsOf(wanted());
                    assertThat(history.knows(secrets())).isTrue();
                });
    }

    private boolean isDone(NamespaceCertificateBundle bundle) {
        return bundle.getStatus() != null
                && bundle.getMetadata()
                        .getGeneration()
                        .equals(bundle.getStatus().observedGeneration())
                && Cluster.condition(bundle.getStatus().conditions(), "Ready")
                        .getStatus()
                        .equals("True");
    }

    private void assertNothingWasIssuedTwice() {
        List<WrittenSecret> writes = history.writes();
        List<WrittenSecret> leaves =
                writes.stream().filter(WrittenSecret::isLeaf).toList();
        List<WrittenSecret> authorities =
                writes.stream().filter(WrittenSecret::isAuthority).toList();
        assertThat(writes)
                .allSatisfy(write -> assertThat(write.key()).as(write.name()).isEqualTo(KeyMatch.PKCS8));
        assertThat(SecretHistory.issuedTwice(leaves, WrittenSecret::commonName))
                .as("certificates by request")
                .isEmpty();
        assertThat(SecretHistory.issuedTwice(authorities, WrittenSecret::owner))
                .as("roots by bundle")
                .isEmpty();
    }

    private void assertAllIsAsItWasAskedFor() {
        assertThat(cluster.bundles())
                .extracting(bundle -> bundle.getMetadata().getName())
                .containsExactlyInAnyOrderElementsOf(requests.wanted().keySet());
        for (NamespaceCertificateBundle bundle : cluster.bundles()) {
            Request request = requests.wanted().get(bundle.getMetadata().getName());
            WrittenSecret authority = written(bundle.getMetadata().getName() + "-demo-authority");
            assertThat(authority.owner()).isEqualTo(bundle.getMetadata().getUid());
            assertThat(authority.isAuthority()).isTrue();
            assertThat(bundle.getStatus().demo().authority().fingerprint())
                    .isEqualTo(authority.issued().fingerprint());
            assertLeaves(bundle, request, authority);
            assertPublished(bundle, request, authority);
        }
    }

    private void assertLeaves(NamespaceCertificateBundle bundle, Request request, WrittenSecret authority) {
        List<Tuple> fingerprints = new ArrayList<>();
        request.leaves.forEach((name, commonName) -> {
            WrittenSecret leaf = written(name);
            assertThat(leaf.isLeaf()).isTrue();
            assertThat(leaf.owner()).isEqualTo(bundle.getMetadata().getUid());
            assertThat(leaf.commonName()).isEqualTo(commonName);
            assertThat(leaf.key()).isEqualTo(KeyMatch.PKCS8);
            assertThat(leaf.chain()).hasSize(2);
            Certificate root = leaf.chain().get(1);
            assertThat(SignatureVerifier.JAVA.verifies(leaf.issued(), root.publicKey()))
                    .isTrue();
            assertThat(authority.chain()).extracting(Certificate::fingerprint).contains(root.fingerprint());
            fingerprints.add(tuple(name, leaf.issued().fingerprint()));
        });
        List<DemoStatus.Leaf> reported = bundle.getStatus().demo().leaves() == null
                ? List.of()
                : bundle.getStatus().demo().leaves();
        assertThat(reported)
                .extracting(DemoStatus.Leaf::secretName, DemoStatus.Leaf::fingerprint)
                .containsExactlyElementsOf(fingerprints);
    }

    private void assertPublished(NamespaceCertificateBundle bundle, Request request, WrittenSecret authority) {
        List<Certificate> roots = new ArrayList<>(authority.chain());
        Collections.reverse(roots); // its Secret has the newest first
        if (request.corporate != null) {
            roots.add(0, request.corporate.parsed());
        }
        byte[] pem = PemWriter.certificates(roots);
        assertThat(bundle.getStatus().bundleDigest()).isEqualTo(Digests.sha256(pem));
        if (request.target == null) {
            assertThat(bundle.getStatus().published()).isNull();
            return;
        }
        // The order is that in which they came.
        assertThat(published(request.target)).containsOnlyKeys("ca.crt");
        String text = published(request.target).get("ca.crt");
        assertThat(text).hasSameSizeAs(new String(pem, StandardCharsets.US_ASCII));
        assertThat(roots)
                .allSatisfy(root -> assertThat(text)
                        .contains(new String(PemWriter.certificates(List.of(root)), StandardCharsets.US_ASCII)));
        assertThat(bundle.getStatus().published().digest())
                .isEqualTo(Digests.sha256(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private Map<String, String> published(String target) {
        String name = target.substring(target.indexOf('/') + 1);
        if (target.startsWith("ConfigMap/")) {
            return cluster.client()
                    .configMaps()
                    .inNamespace(cluster.namespace())
                    .withName(name)
                    .get()
                    .getData();
        }
        Map<String, String> texts = new TreeMap<>();
        secret(name)
                .getData()
                .forEach((key, value) ->
                        texts.put(key, new String(Base64.getDecoder().decode(value), StandardCharsets.US_ASCII)));
        return texts;
    }

    /** Kind and name of all that is to be there. */
    private List<String> wanted() {
        List<String> wanted = new ArrayList<>();
        requests.wanted().forEach((bundle, request) -> {
            wanted.add("Secret/" + bundle + "-demo-authority");
            request.leaves.keySet().forEach(name -> wanted.add("Secret/" + name));
            if (request.target != null) {
                wanted.add(request.target);
            }
        });
        return wanted;
    }

    /** Kind and name of all that says that the operator made it. */
    private List<String> managed() {
        return Stream.concat(secrets().stream(), configMaps().stream())
                .map(object -> object.getKind() + "/" + object.getMetadata().getName())
                .toList();
    }

    private Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        Stream.<List<? extends HasMetadata>>of(cluster.bundles(), secrets(), configMaps())
                .flatMap(List::stream)
                .forEach(object -> versions.put(
                        object.getKind() + "/" + object.getMetadata().getName(),
                        object.getMetadata().getResourceVersion()));
        return versions;
    }

    private WrittenSecret written(String name) {
        return WrittenSecret.of(secret(name));
    }

    private Secret secret(String name) {
        return cluster.client()
                .secrets()
                .inNamespace(cluster.namespace())
                .withName(name)
                .get();
    }

    private List<Secret> secrets() {
        return cluster.client()
                .secrets()
                .inNamespace(cluster.namespace())
                .withLabels(MANAGED)
                .list()
                .getItems();
    }

    private List<ConfigMap> configMaps() {
        return cluster.client()
                .configMaps()
                .inNamespace(cluster.namespace())
                .withLabels(MANAGED)
                .list()
                .getItems();
    }
}
