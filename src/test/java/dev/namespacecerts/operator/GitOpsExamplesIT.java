package dev.namespacecerts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.GoProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The examples for Flux have no field that Flux does not know. */
class GitOpsExamplesIT {
    private static final Path FLUX = Path.of("deploy/gitops/flux");

    @Test
    void fluxAcceptsEveryFieldOfItsExamples() throws IOException {
        assertThat(kinds("operator.yaml")).containsExactly("OCIRepository", "HelmRelease");
        assertThat(kinds("bundles.yaml")).containsExactly("GitRepository", "Kustomization", "Kustomization");
    }

    private static String[] kinds(String file) throws IOException {
        return GoProgram.of("flux").ask(Files.readString(FLUX.resolve(file))).split("\n");
    }
}
