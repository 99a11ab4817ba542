package dev.namespacecerts.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.operator.OperatorProcess;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The schema check refuses what the API server refuses, at the same fields. */
class SchemaIT {
    private static final Pattern METADATA = Pattern.compile("metadata\\.[A-Za-z]+");

    private static final Path MESSAGES = Path.of("src/test/resources/golden/refused/messages.txt");

    private static final Set<String> EXPLAINED = Set.of(
            "filter-without-field",
            "star *",
            "star a*b",
            "star *a*",
            "private-key",
            "key-of-a-secret",
            "key-of-a-config-map",
            "address",
            "host",
            "days");

    private static KubernetesClient client;

    @BeforeAll
    static void installCrds() {
        OperatorProcess.installCrds(ControlPlane.shared());
        client = ControlPlane.shared().client();
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @Test
    void agreesOnEachCase() {
        assertThat(differences(SchemaCases.all())).isEmpty();
    }

    @Test
    void agreesOnEachMutationOfAnObjectWithEveryField() {
        List<SchemaCase> mutations = SchemaCases.everyField().stream()
                .flatMap(object -> Mutations.of(object).stream())
                .toList();
        assertThat(mutations).hasSizeGreaterThan(500);
        assertThat(differences(mutations)).isEmpty();
    }

    /** What a user reads: the messages of the API server, and those of lint. */
    @Test
    void saysWhatToWrite() throws IOException {
        StringBuilder said = new StringBuilder();
        for (SchemaCase row : SchemaCases.all()) {
            if (EXPLAINED.contains(row.name())) {
                ObjectNode object = row.object();
                said.append(row.name())
                        .append("\n  kubectl: ")
                        .append(create(object).getMessage())
                        .append("\n  lint: ")
                        .append(problems(object))
                        .append('\n');
            }
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(MESSAGES, said);
        }
        assertThat(said.toString()).isEqualTo(Files.readString(MESSAGES)).doesNotContain("MIGH");
    }

    private static List<String> differences(List<SchemaCase> cases) {
        return cases.parallelStream()
                .map(SchemaIT::difference)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** Empty if both accept the object, or refuse it for the same fields. */
    private static String difference(SchemaCase row) {
        ObjectNode object = row.object();
        List<SchemaProblem> ours = problems(object);
        Status theirs = create(object);
        if (theirs == null) {
            return ours.isEmpty() ? "" : row.name() + ": only we refuse it: " + ours;
        }
        // The API server decodes an object before it looks at the rest.
        boolean named = causes(theirs).isEmpty()
                ? ours.stream().anyMatch(problem -> names(theirs, problem.path()))
                : ours.stream().allMatch(problem -> names(theirs, problem.path()));
        return named && causes(theirs).stream().allMatch(cause -> isNamed(ours, cause))
                ? ""
                : row.name() + "\n  ours: " + ours + "\n  theirs: " + theirs.getMessage();
    }

    private static List<SchemaProblem> problems(ObjectNode object) {
        return CustomResourceSchema.of(
                        object.get("apiVersion").textValue(), object.get("kind").textValue())
                .orElseThrow()
                .check(object);
    }

    /** What the API server answers; null if it accepts the object. */
    private static @Nullable Status create(ObjectNode object) {
        try {
            String path = "/apis/namespacecerts.dev/v1alpha1/namespaces/default/"
                    + object.get("kind").textValue().toLowerCase(Locale.ROOT)
                    + "s?dryRun=All&fieldValidation=Strict";
            while (client.raw(path, "POST", object) == null) {
                Thread.onSpinWait(); // not found: the API server does not serve a new CRD at once
            }
            return null;
        } catch (KubernetesClientException e) {
            return e.getStatus();
        }
    }

    /** None if the object could not be decoded. */
    private static List<StatusCause> causes(Status answer) {
        return answer.getDetails() == null ? List.of() : answer.getDetails().getCauses();
    }

    private static boolean names(Status answer, String path) {
        String message = answer.getMessage()
                .replace("v1.ObjectMeta", "metadata")
                .replace("ObjectMeta.", "metadata.")
                .replace("OwnerReference.", "metadata.");
        return message.contains(asTheApiServerWrites(path))
                || (path.endsWith("Timestamp") && message.contains("parsing time"));
    }

    private static boolean isNamed(List<SchemaProblem> ours, StatusCause cause) {
        String field = cause.getField();
        return field == null
                || field.equals("<nil>")
                || cause.getMessage().contains("evaluating rule") // fails on a text that is refused itself
                || ours.stream().anyMatch(problem -> field.startsWith(asTheApiServerWrites(problem.path())));
    }

    /** Without quotes around keys. Of metadata only the field, because the API server names no label or item. */
    private static String asTheApiServerWrites(String path) {
        Matcher metadata = METADATA.matcher(path);
        return metadata.lookingAt()
                ? metadata.group()
                : path.replace("[\"", ".").replace("\"]", "");
    }
}
