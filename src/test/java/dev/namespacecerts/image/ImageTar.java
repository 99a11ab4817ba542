package dev.namespacecerts.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * An image as {@code docker load} takes it, unpacked.
 *
 * @param tags the names that it gets
 * @param config how it is to be run
 * @param layers the names of the files of each layer
 */
record ImageTar(List<String> tags, JsonNode config, List<List<String>> layers) {
    /** Unpacks the tar, and its layers one over the other. */
    static ImageTar unpack(Path tar, Path parts, Path root) throws IOException {
        try (InputStream in = Files.newInputStream(tar)) {
            unpack(in, parts);
        }
        ObjectMapper mapper = new ObjectMapper();
        JsonNode manifest =
                mapper.readTree(parts.resolve("manifest.json").toFile()).get(0);
        List<List<String>> layers = new ArrayList<>();
        for (JsonNode layer : manifest.get("Layers")) {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(parts.resolve(layer.asText())))) {
                layers.add(unpack(in, root));
            }
        }
        JsonNode config =
                mapper.readTree(parts.resolve(manifest.get("Config").asText()).toFile());
        List<String> tags = new ArrayList<>();
        manifest.get("RepoTags").forEach(tag -> tags.add(tag.asText()));
        return new ImageTar(List.copyOf(tags), config.get("config"), List.copyOf(layers));
    }

    private static List<String> unpack(InputStream tar, Path folder) throws IOException {
        List<String> files = new ArrayList<>();
        TarArchiveInputStream in = new TarArchiveInputStream(new BufferedInputStream(tar));
        for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            Path file = folder.resolve(entry.getName());
            if (entry.isDirectory()) {
                Files.createDirectories(file);
            } else {
                Files.createDirectories(file.getParent());
                Files.copy(in, file);
                files.add(entry.getName());
            }
        }
        return files;
    }
}
