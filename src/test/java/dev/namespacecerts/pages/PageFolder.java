package dev.namespacecerts.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.namespacecerts.api.v1alpha1.RuleViolation;
import dev.namespacecerts.golden.GoldenEvaluation;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder in which a reader runs the commands of a page. {@code ca.crt} is the bundle, {@code tls.crt} and
 * {@code tls.key} are the Secret of a client, and {@code *.yaml} are manifests.
 */
final class PageFolder {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** For pages about filters alone. */
    private static final HeldCertificate ANY_CA =
            CertificateBuilder.root("CN=Acme Root CA,O=Acme").build();

    private final Path folder;
    private final String programs;

    /** Manifests of blocks, by kind and name: a later one replaces an earlier one. */
    private final Map<String, String> manifests = new LinkedHashMap<>();

    private PageFolder(Path folder, String programs) {
        this.folder = folder;
        this.programs = programs;
    }

    /** @param programs definitions of functions, in bash */
    static PageFolder create(Path folder, String programs) throws IOException {
        return new PageFolder(Files.createDirectories(folder), programs);
    }

    /** A copy, in which another way to fix the example is tried. */
    PageFolder copy(Path to) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            PageFolder copy = create(to, programs);
            copy.manifests.putAll(manifests);
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
            return copy;
        }
    }

    /** Runs commands, which must succeed. */
    void run(String commands) {
        Tool.Result result = tryTo(commands);
        assertThat(result.exitCode()).as(commands + "\n" + result.output()).isZero();
    }

    /** Runs commands, of which some may fail. */
    Tool.Result tryTo(String commands) {
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-euo", "pipefail", "-c", programs + commands).directory(folder.toFile());
        builder.environment().put("AUTO_CONFIRM", "true"); // tcld asks before it writes a key
        return Tool.tryTo(builder);
    }

    /** Applies manifests. */
    void apply(String yaml) {
        if (documents(yaml).stream().anyMatch(CertManager::reads)) {
            Tool.run(new ProcessBuilder(CertManager.program().toString()).directory(folder.toFile()), yaml);
        }
        add(manifests, yaml);
    }

    /** What the operator reports about what is here. */
    List<RuleViolation> violations() {
        Map<String, String> all = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                add(all, Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        all.putAll(manifests);
        boolean client = Files.exists(folder.resolve("tls.crt"));
        if (client) {
            all.putIfAbsent("Secret/worker-tls", """
                    {"kind": "Secret", "metadata": {"name": "worker-tls"}, "type": "kubernetes.io/tls",
                     "data": {"tls.crt": "%s", "tls.key": "%s"}}
                    """.formatted(base64("tls.crt"), base64("tls.key")));
        }
        if (Files.exists(folder.resolve("ca.crt"))) {
            all.putIfAbsent("ConfigMap/corporate-ca", """
                    {"kind": "ConfigMap", "metadata": {"name": "corporate-ca"}, "binaryData": {"ca.crt": "%s"}}
                    """.formatted(base64("ca.crt")));
        }
        all.putIfAbsent("NamespaceCertificateBundle/accounting", """
                kind: NamespaceCertificateBundle
                metadata: {name: accounting}
                spec:
                  certificates: [%s]
                  clients: [%s]
                """.formatted(
                        all.containsKey("ConfigMap/corporate-ca")
                                ? "{configMap: {name: corporate-ca, key: ca.crt}}"
                                : "{inline: \"%s\"}".formatted(ANY_CA.pem().replace("\n", "\\n")),
                        client ? "{secretName: worker-tls}" : ""));
        // A second later, so that what expires now has expired.
        return GoldenEvaluation.violations(all, Instant.now().plusSeconds(2));
    }

    private static void add(Map<String, String> manifests, String yaml) {
        for (JsonNode document : documents(yaml)) {
            if (CertManager.reads(document)) {
                continue;
            }
            String key = document.at("/kind").asText() + "/"
                    + document.at("/metadata/name").asText();
            manifests.put(key, document.toString());
        }
    }

    static List<JsonNode> documents(String yaml) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            List<JsonNode> all = new ArrayList<>();
            documents.forEachRemaining(all::add);
            return all;
        } catch (IOException e) {
            throw new AssertionError(yaml, e);
        }
    }

    private String base64(String file) {
        try {
            Path path = folder.resolve(file);
            return Files.exists(path) ? Base64.getEncoder().encodeToString(Files.readAllBytes(path)) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
