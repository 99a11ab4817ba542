package dev.namespacecerts.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The token of the operator expires, and kubelet has put another into its place before. */
@Tag("node-soak")
class TokenNodeIT {
    /** The shortest that Kubernetes allows. */
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final String WITH_TOKEN = """
            spec:
              template:
                spec:
                  automountServiceAccountToken: false
                  containers:
                    - name: operator
                      volumeMounts: [{name: token, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}]
                  volumes:
                    - name: token
                      projected:
                        sources:
                          - serviceAccountToken: {path: token, expirationSeconds: %d}
                          - configMap: {name: kube-root-ca.crt, items: [{key: ca.crt, path: ca.crt}]}
                          - downwardAPI: {items: [{path: namespace, fieldRef: {fieldPath: metadata.namespace}}]}
            """;

    private final Node node = Node.shared();

    @Test
    void theOperatorWorksOnAfterItsTokenHasExpired() throws Exception {
        try (Release release = Release.install(node, Map.of())) {
            node.kubectl(
                    "patch",
                    "deployment",
                    "-n",
                    Release.NAME,
                    Release.NAME,
                    "-p",
                    WITH_TOKEN.formatted(LIFETIME.toSeconds()));
            node.kubectl("rollout", "status", "-n", Release.NAME, "deployment/" + Release.NAME);
            release.awaitReady();
            try (Bundles bundles = new Bundles(node, 5)) {
                Instant end = Instant.now().plus(LIFETIME.plusMinutes(2));
                Duration longest = Duration.ZERO;
                while (Instant.now().isBefore(end)) {
                    Duration reaction = bundles.reaction(Duration.ofSeconds(20));
                    longest = reaction.compareTo(longest) > 0 ? reaction : longest;
                    TimeUnit.SECONDS.sleep(2);
                }
                System.out.printf(
                        "%s with tokens of %s: an edit waited for at most %s%n",
                        LIFETIME.plusMinutes(2), LIFETIME, longest);
                release.awaitReady();
                assertThat(release.pods())
                        .allSatisfy(pod -> assertThat(release.container(pod).getRestartCount())
                                .isZero());
            }
        }
    }
}
