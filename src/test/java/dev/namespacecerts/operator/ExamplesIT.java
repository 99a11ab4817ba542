package dev.namespacecerts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.cluster.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files of {@code examples/} can be applied as they are, and the operator finds what is in them valid. */
class ExamplesIT {
    @Test
    void areApplied() throws IOException {
        Kubectl kubectl = new Kubectl(ControlPlane.shared());
        List<Path> examples;
        try (Stream<Path> files = Files.list(Path.of("examples"))) {
            examples = files.filter(file -> file.toString().endsWith(".yaml")).toList();
        }
        assertThat(examples).hasSizeGreaterThan(3);
        try (Cluster cluster = new Cluster()) {
            for (Path example : examples) {
                run(kubectl, "-n", cluster.namespace(), "apply", "--validate=strict", "-f", example.toString());
            }
            String[] wait = {"-n", cluster.namespace(), "wait", "--timeout=60s", "--all", "--for=condition=Ready"};
            assertThat(run(
                            kubectl,
                            Stream.concat(Stream.of(wait), Stream.of("ncb,ncf")).toArray(String[]::new)))
                    .contains("/inline condition met", "/workers condition met");
            assertThat(run(kubectl, "-n", cluster.namespace(), "get", "configmap", "-o", "name"))
                    .contains("/demo-client-ca", "/rotation-client-ca");
        }
    }

    private static String run(Kubectl kubectl, String... arguments) {
        Kubectl.Answer answer = kubectl.call("", arguments);
        assertThat(answer.exitCode()).as(answer.text()).isZero();
        return answer.text();
    }
}
