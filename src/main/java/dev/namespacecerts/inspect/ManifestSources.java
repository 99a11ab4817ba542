package dev.namespacecerts.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.manifest.Document;
import dev.namespacecerts.manifest.ManifestReader;
import dev.namespacecerts.manifest.Manifests;
import dev.namespacecerts.manifest.Unjudged;
import dev.namespacecerts.x509.DisplayText;
import dev.namespacecerts.x509.PemBlock;
import dev.namespacecerts.x509.PemReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The certificates in Secrets and ConfigMaps, as YAML or JSON. */
final class ManifestSources {
    private static final int SHOWN = 100;
    private static final int MOST_SOURCES = 100;

    private final List<Source> sources = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int unshown;
    private int unread;

    private ManifestSources() {}

    static boolean isManifest(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.startsWith("apiVersion:")
                || text.contains("\napiVersion:")
                || text.stripLeading().startsWith("{") && text.contains("\"apiVersion\"");
    }

    static Input read(String name, byte[] bytes) throws InspectException {
        Manifests manifests =
                ManifestReader.read(List.of(ManifestReader.STANDARD_INPUT), List.of(), new ByteArrayInputStream(bytes));
        ManifestSources found = new ManifestSources();
        manifests.documents().forEach(found::object);
        manifests.unjudged().stream()
                .map(Unjudged::document)
                .filter(Objects::nonNull)
                .forEach(found::object);
        if (found.sources.isEmpty()) {
            throw new InspectException(
                    manifests.problems().isEmpty()
                            ? name + " contains no Secret, ConfigMap or bundle with a certificate."
                            : name + " cannot be read: "
                                    + manifests.problems().get(0).message());
        }
        if (found.unshown > 0) {
            found.notes.add(found.unshown + " more keys with certificates are not shown.");
        }
        manifests
                .problems()
                .forEach(problem -> found.notes.add(
                        "Line " + problem.place().line() + " of " + name + " cannot be read: " + problem.message()));
        return new Input(
                name,
                "Kubernetes manifests: " + SourceBuilder.count(found.sources, 0),
                found.sources,
                found.notes,
                found.unshown + found.unread + manifests.problems().size(),
                null);
    }

    private void object(Document document) {
        if (document.kind().equals("NamespaceCertificateBundle")) {
            bundle(document);
            return;
        }
        boolean secret = document.kind().equals("Secret");
        if (!document.apiVersion().equals("v1") || !secret && !document.kind().equals("ConfigMap")) {
            return;
        }
        Map<String, byte[]> values = new TreeMap<>();
        add(document.content().path("data"), secret, values);
        add(document.content().path("binaryData"), true, values);
        add(document.content().path("stringData"), false, values);
        String object = name(document);
        values.forEach((key, value) -> {
            boolean certificates =
                    PemReader.read(value).stream().anyMatch(block -> block.kind() == PemBlock.Kind.CERTIFICATE);
            if (certificates) {
                source(object + " key " + DisplayText.of(key, SHOWN), value, key, values);
            }
        });
    }

    private void bundle(Document document) {
        JsonNode certificates = document.content().path("spec").path("certificates");
        for (int i = 0; i < certificates.size(); i++) {
            JsonNode inline = certificates.get(i).path("inline");
            if (inline.isTextual()) {
                String name = name(document) + " spec.certificates[" + i + "].inline";
                source(name, inline.textValue().getBytes(StandardCharsets.UTF_8), "", Map.of());
            }
        }
    }

    private static String name(Document document) {
        return document.kind() + " " + InputReader.shown('"' + document.name() + '"');
    }

    private void source(String name, byte[] value, String key, Map<String, byte[]> values) {
        if (sources.size() == MOST_SOURCES) {
            unshown++;
            return;
        }
        SourceBuilder source = SourceBuilder.ofPem(name, value);
        notes.addAll(source.notes());
        unread += source.unshown();
        sources.add(source.source(key.equals("tls.crt") ? values.get("tls.key") : null));
    }

    private static void add(JsonNode texts, boolean base64, Map<String, byte[]> values) {
        for (Map.Entry<String, JsonNode> field : texts.properties()) {
            if (field.getValue().isTextual()) {
                String text = field.getValue().textValue();
                Optional<byte[]> value = base64 ? decoded(text) : Optional.of(text.getBytes(StandardCharsets.UTF_8));
                value.ifPresent(bytes -> values.put(field.getKey(), bytes));
            }
        }
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getMimeDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
