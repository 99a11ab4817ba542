package dev.namespacecerts.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.RuleViolation;
import dev.namespacecerts.testing.SpecBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The files of the cases: texts by file name. */
public final class GoldenFiles {
    static final Path FOLDER = Path.of("src/test/resources/golden/status");
    static final String BEFORE = "in-before.yaml";
    static final String BUNDLES = "in-bundles.yaml";
    public static final String OUT_BUNDLES = "out-bundles.yaml";
    public static final String OUT_FILTERS = "out-filters.yaml";

    private GoldenFiles() {}

    /** What a user would apply. */
    static Map<String, String> in(GoldenCase golden) {
        List<HasMetadata> bundles = new ArrayList<>(golden.rivals);
        bundles.add(bundle(golden.spec));
        Map<String, String> texts = new TreeMap<>();
        add(texts, BUNDLES, "NamespaceCertificateBundle", bundles, golden);
        add(texts, "in-configmaps.yaml", "ConfigMap", golden.objects, golden);
        add(texts, "in-filters.yaml", "CertificateFilter", golden.objects, golden);
        add(texts, "in-secrets.yaml", "Secret", golden.objects, golden);
        golden.before.ifPresent(spec ->
                texts.put(BEFORE, GoldenYaml.write(List.of(SchemaDefaults.without(GoldenYaml.tree(bundle(spec)))))));
        return texts;
    }

    private static NamespaceCertificateBundle bundle(SpecBuilder spec) {
        NamespaceCertificateBundle bundle = new NamespaceCertificateBundle();
        bundle.getMetadata().setName(GoldenCase.BUNDLE);
        bundle.setSpec(spec.build());
        return bundle;
    }

    private static void add(
            Map<String, String> texts, String file, String kind, List<HasMetadata> objects, GoldenCase golden) {
        List<JsonNode> documents = objects.stream()
                .filter(object -> object.getKind().equals(kind))
                .map(GoldenYaml::tree)
                .map(SchemaDefaults::without)
                .toList();
        golden.odd.forEach((field, json) -> {
            if (field.startsWith(kind + "/")) {
                documents.forEach(document -> ((ObjectNode) document.get("spec"))
                        .set(field.substring(kind.length() + 1), GoldenYaml.parseJson(json)));
            }
        });
        if (!documents.isEmpty()) {
            texts.put(file, GoldenYaml.write(documents));
        }
    }

    /** The violations of all statuses. */
    public static List<RuleViolation> violations() {
        return names().stream()
                .flatMap(name -> read(name, "out-").values().stream())
                .flatMap(text -> GoldenYaml.read(text).stream())
                .flatMap(document -> document.findValues("violations").stream())
                .flatMap(violations -> StreamSupport.stream(violations.spliterator(), false))
                .map(violation -> GoldenYaml.object(violation, RuleViolation.class))
                .toList();
    }

    /** The files of a case whose names begin so. */
    public static Map<String, String> read(String name, String prefix) {
        Path folder = FOLDER.resolve(name);
        Map<String, String> texts = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return texts;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith(prefix)) {
                    texts.put(file.getFileName().toString(), Files.readString(file));
                }
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes them in place of those that there were. */
    static void write(String name, Map<String, String> texts) {
        Path folder = FOLDER.resolve(name);
        delete(name);
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> text : texts.entrySet()) {
                Files.writeString(folder.resolve(text.getKey()), text.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of the folders. */
    static List<String> names() {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(String name) {
        Path folder = FOLDER.resolve(name);
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
