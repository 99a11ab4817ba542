package dev.namespacecerts.image;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.namespacecerts.testing.GoProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The Dockerfile as Docker's own parser reads it. */
record Dockerfile(List<Stage> stages) {
    record Stage(String name, String base, List<Step> steps) {}

    record Step(String instruction, List<String> arguments, String from, Map<String, String> labels) {}

    static Dockerfile read() {
        try {
            String stages = GoProgram.of("dockerfile").ask(Files.readString(Path.of("Dockerfile")));
            return new Dockerfile(new ObjectMapper().readValue(stages, new TypeReference<>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All steps of one kind, of all stages. */
    Stream<Step> steps(String instruction) {
        return stages.stream()
                .flatMap(stage -> stage.steps().stream())
                .filter(step -> step.instruction().equals(instruction));
    }

    /** The arguments of the one step of a kind in the last stage. */
    List<String> last(String instruction) {
        return stages.get(stages.size() - 1).steps().stream()
                .filter(step -> step.instruction().equals(instruction))
                .reduce((one, other) -> {
                    throw new AssertionError("more than one " + instruction);
                })
                .orElseThrow()
                .arguments();
    }
}
