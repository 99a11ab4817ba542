import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Removes the signatures from jars, which Maven has compared with their checksums, and from their manifests the digest of each class. A
 * JVM would verify them at each start, and archive none of the classes.
 */
public final class JarSignatureRemover {
    private JarSignatureRemover() {}

    /** @param folders whose jars are changed in place; one that a build does not make may be missing */
    public static void main(String[] folders) throws IOException {
        for (String folder : folders) {
            if (Files.isDirectory(Path.of(folder))) {
                for (Path jar : list(Path.of(folder), ".*\\.jar")) {
                    remove(jar);
                }
            }
        }
    }

    private static void remove(Path jar) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(jar, (ClassLoader) null)) {
            Path about = files.getPath("META-INF");
            if (!Files.isDirectory(about)) {
                return;
            }
            List<Path> signatures = list(about, ".*\\.(SF|RSA|DSA|EC)");
            if (signatures.isEmpty()) {
                return;
            }
            removeDigests(about.resolve("MANIFEST.MF"));
            for (Path signature : signatures) {
                Files.delete(signature);
            }
        }
    }

    private static void removeDigests(Path file) throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        Manifest manifest;
        try (InputStream in = Files.newInputStream(file)) {
            manifest = new Manifest(in);
        }
        manifest.getEntries().clear();
        try (OutputStream out = Files.newOutputStream(file)) {
            manifest.write(out);
        }
        Files.setLastModifiedTime(file, time);
    }

    private static List<Path> list(Path folder, String name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(name))
                    .collect(Collectors.toList());
        }
    }
}
