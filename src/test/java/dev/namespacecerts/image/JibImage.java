package dev.namespacecerts.image;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import dev.namespacecerts.chart.Chart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The image of the Dockerfile without Docker, and so without a cache, which only the JVM inside of it could make. */
public final class JibImage {
    static final Path APPLICATION = Path.of("target/quarkus-app");
    private static final Path JVM_OPTIONS = Path.of("jvm.options");
    static final String JRE = "eclipse-temurin:25-jre-noble";
    private static final String NAME = "namespace-certificate-operator";
    private static final AbsoluteUnixPath FOLDER = AbsoluteUnixPath.get("/app");

    /** That of the native code which Maven has chosen. */
    private static final Platform PLATFORM =
            new Platform(System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64", "linux");

    private JibImage() {}

    /** Writes a file whose name ends with .tar, or pushes to a registry; {@code deploy/image} calls it. */
    public static void main(String[] arguments) throws Exception {
        String target = arguments[0];
        String base = arguments.length > 1 ? arguments[1] : JRE;
        Containerizer containerizer = target.endsWith(".tar") ? tar(Path.of(target)) : registry(target);
        JibContainer image = describe(Jib.from(base)).containerize(containerizer);
        System.out.println(target + " " + image.getDigest());
    }

    static Containerizer tar(Path file) throws Exception {
        return Containerizer.to(TarImage.at(file).named(NAME + ":" + Chart.tag()))
                .setToolName(NAME);
    }

    static Containerizer registry(String name) throws Exception {
        RegistryImage image = RegistryImage.named(name)
                .addCredentialRetriever(CredentialRetrieverFactory.forImage(ImageReference.parse(name), log -> {})
                        .dockerConfig());
        return Containerizer.to(image).setToolName(NAME);
    }

    static JibContainerBuilder describe(JibContainerBuilder from) throws IOException {
        return from.setPlatforms(Set.of(PLATFORM))
                .addFileEntriesLayer(layer("dependencies", "lib").build())
                .addFileEntriesLayer(layer("application", "quarkus", "app", "quarkus-run.jar")
                        .addEntry(JVM_OPTIONS, FOLDER.resolve(JVM_OPTIONS))
                        .build())
                .setWorkingDirectory(FOLDER)
                .setEnvironment(Map.of("MALLOC_ARENA_MAX", "1"))
                .setEntrypoint("java", "@jvm.options", "-jar", "quarkus-run.jar")
                .setUser("65532:65532")
                .setExposedPorts(Port.tcp(8080))
                .setLabels(Map.of(
                        "org.opencontainers.image.title",
                        NAME,
                        "org.opencontainers.image.description",
                        "Validates the CA bundles and certificate filters of Temporal Cloud Namespaces.",
                        "org.opencontainers.image.licenses",
                        "Apache-2.0"));
    }

    private static FileEntriesLayer.Builder layer(String name, String... parts) throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        for (String part : List.of(parts)) {
            layer.addEntryRecursive(APPLICATION.resolve(part), FOLDER.resolve(part));
        }
        return layer;
    }
}
