package dev.namespacecerts.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import dev.namespacecerts.chart.Chart;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.operator.OperatorProcess;
import dev.namespacecerts.testing.GoProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image, without Docker: the Dockerfile is followed step by step, Jib writes a file or to a registry of its own. */
class ImageIT {
    private static final Dockerfile DOCKERFILE = Dockerfile.read();

    @TempDir
    private Path folder;

    /** A JVM would verify the signatures at each start, and its AOT cache has no class of a signed jar. */
    @Test
    void noJarIsSigned() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("target/quarkus-app"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".jar")))
                    .hasSizeGreaterThan(50)
                    .allSatisfy(jar -> {
                        try (ZipFile entries = new ZipFile(jar.toFile())) {
                            assertThat(entries.stream().map(ZipEntry::getName))
                                    .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)"));
                        }
                    });
        }
    }

    @Test
    void theDockerfileCopiesTheBuildOutputAndDockerignoreExcludesNoneOfIt() throws IOException {
        List<String> taken = DOCKERFILE
                .steps("COPY")
                .filter(step -> step.from() == null)
                .flatMap(
                        step -> step.arguments().stream().limit(step.arguments().size() - 1L))
                .toList();
        assertThat(taken)
                .isNotEmpty()
                .allSatisfy(path -> assertThat(Path.of(path)).exists());
        assertThat(Files.readAllLines(Path.of(".dockerignore")))
                .startsWith("**")
                .containsAll(taken.stream().map(path -> "!" + Path.of(path)).toList());
    }

    @Test
    void theBaseIsTaggedAndTheUserIsNumericAndNotRoot() {
        assertThat(DOCKERFILE.stages())
                .extracting(Dockerfile.Stage::base)
                .allSatisfy(base -> assertThat(base).matches("[a-z./-]+:\\d[\\w.-]+"));
        assertThat(DOCKERFILE.stages()).extracting(Dockerfile.Stage::base).containsOnly(JibImage.JRE);
        assertThat(DOCKERFILE.last("USER").get(0)).matches("[1-9]\\d*:[1-9]\\d*");
    }

    @Test
    void theDockerfileCreatesAUsableCacheAndTheOperatorStartsWithAndWithoutIt() throws Exception {
        Path application = DockerlessBuild.build(DOCKERFILE, folder);
        assertStarts(application, DOCKERFILE.last("ENTRYPOINT"));

        List<String> checked = DOCKERFILE.last("RUN");
        Path jar;
        try (var files = Files.list(application.resolve("app"))) {
            jar = files.findFirst().orElseThrow();
        }
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now()));
        assertThatThrownBy(() -> DockerlessBuild.run(application, checked))
                .as("what the Dockerfile runs to see that the cache is accepted")
                .isInstanceOf(AssertionError.class);
        List<String> version = new ArrayList<>(DOCKERFILE.last("ENTRYPOINT"));
        version.add("--version");
        assertThat(DockerlessBuild.run(application, version)).contains("0.");
    }

    @Test
    void jibBuildsTheSameImageReproduciblyInTwoLayers() throws Exception {
        Path tar = folder.resolve("image.tar");
        String digest = JibImage.describe(Jib.fromScratch())
                .containerize(JibImage.tar(tar))
                .getDigest()
                .toString();
        assertThat(JibImage.describe(Jib.fromScratch())
                        .containerize(JibImage.tar(folder.resolve("again.tar")))
                        .getDigest())
                .hasToString(digest);

        Path root = Files.createDirectory(folder.resolve("root"));
        ImageTar image = ImageTar.unpack(tar, Files.createDirectory(folder.resolve("parts")), root);
        assertThat(image.tags()).containsExactly("namespace-certificate-operator:" + Chart.tag());
        assertThat(image.layers()).hasSize(2);
        assertThat(image.layers().get(0)).allMatch(file -> file.startsWith("app/lib/"));
        assertThat(image.layers().get(1))
                .contains("app/quarkus-run.jar")
                .noneMatch(file -> file.startsWith("app/lib/"));
        assertLikeTheDockerfile(image.config());
        assertStarts(root.resolve("app"), strings(image.config().get("Entrypoint")));
    }

    @Test
    void jibPullsItsBaseFromARegistryAndPushesToOne() throws Exception {
        Process registry = GoProgram.of("registry").start();
        try (BufferedReader lines = registry.inputReader()) {
            String address = lines.readLine();
            Jib.fromScratch().setCreationTime(Instant.EPOCH).containerize(local(address + "/base:1"));
            String digest = JibImage.describe(Jib.from(address + "/base:1"))
                    .containerize(local(address + "/operator:1"))
                    .getDigest()
                    .toString();
            URI manifest = URI.create("http://" + address + "/v2/operator/manifests/1");
            assertThat(HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(manifest).build(), HttpResponse.BodyHandlers.discarding())
                            .headers()
                            .firstValue("Docker-Content-Digest"))
                    .contains(digest);
        } finally {
            registry.destroy();
        }
    }

    /** A registry without TLS; what it has is not to stay in the cache of whoever runs the test. */
    private Containerizer local(String name) throws Exception {
        return JibImage.registry(name)
                .setAllowInsecureRegistries(true)
                .setBaseImageLayersCache(folder.resolve("cache"));
    }

    private static void assertLikeTheDockerfile(JsonNode config) {
        assertThat(strings(config.get("Entrypoint")))
                .isEqualTo(DOCKERFILE.last("ENTRYPOINT").stream()
                        .filter(argument -> !argument.startsWith("-XX:AOTCache="))
                        .toList());
        assertThat(strings(config.get("Env"))).isEqualTo(DOCKERFILE.last("ENV"));
        assertThat(config.get("User").asText())
                .isEqualTo(DOCKERFILE.last("USER").get(0));
        assertThat(config.get("WorkingDir").asText())
                .isEqualTo(DOCKERFILE.last("WORKDIR").get(0));
        assertThat(config.get("ExposedPorts").fieldNames())
                .toIterable()
                .containsExactly(DOCKERFILE.last("EXPOSE").get(0) + "/tcp");
        assertThat(new ObjectMapper().convertValue(config.get("Labels"), Map.class))
                .isEqualTo(DOCKERFILE.steps("LABEL").findFirst().orElseThrow().labels());
    }

    /** With nothing in the surroundings of a container but what Kubernetes puts there, and no place to write to. */
    private void assertStarts(Path application, List<String> entrypoint) {
        OperatorProcess.installCrds(ControlPlane.shared());
        Map<String, String> environment = Map.of(
                "JAVA_TOOL_OPTIONS",
                "-Djava.io.tmpdir=" + folder.resolve("absent").resolve("too"));
        try (OperatorProcess operator = OperatorProcess.start(
                application,
                DockerlessBuild.here(entrypoint),
                ControlPlane.shared().kubeconfig(),
                environment)) {
            operator.awaitStarted();
            assertThat(operator.get("/q/health")).contains("\"status\": \"UP\"");
            assertThat(operator.terminate()).isZero();
            assertThat(operator.log()).doesNotContain("ERROR", "Exception");
        }
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(entry -> strings.add(entry.asText()));
        return strings;
    }
}
