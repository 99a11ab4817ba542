package dev.namespacecerts.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hostile repository: work and memory are bounded, each problem has its path, and the other files are read. */
@Timeout(value = 60, unit = TimeUnit.SECONDS) // an endless loop fails; nothing here takes a second alone
class HostileManifestsTest {
    private static final String GOOD = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: good}\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void aGoodFile() throws IOException {
        Files.writeString(folder.resolve("good.yaml"), GOOD);
    }

    private Manifests read() {
        return ManifestReader.read(List.of(folder.toString()), List.of(), InputStream.nullInputStream());
    }

    private void isNamedAndTheOtherIsRead(String file, String message) {
        Manifests read = read();
        assertThat(read.documents()).extracting(Document::name).contains("good");
        assertThat(read.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.place().file()).endsWith("/" + file);
            assertThat(problem.message()).contains(message);
        });
    }

    @Test
    void aliasesThatGrowWithoutEndAreRefused() throws IOException {
        StringBuilder bomb = new StringBuilder("kind: ConfigMap\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ",").repeat(9) + "*a" + (i - 1) + "]\n");
        }
        Files.writeString(folder.resolve("bomb.yaml"), bomb);
        isNamedAndTheOtherIsRead("bomb.yaml", "counting each use of an alias");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind: ConfigMap\na: &a\n  b: *a\n",
                "kind: ConfigMap\n<<: &a {<<: *a}\n",
            })
    void aliasesThatContainThemselvesAreRefused(String text) throws IOException {
        Files.writeString(folder.resolve("loop.yaml"), text);
        isNamedAndTheOtherIsRead("loop.yaml", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- "})
    void nestingIsBounded(String open) throws IOException {
        Files.writeString(folder.resolve("deep.yaml"), "kind: ConfigMap\na:\n  " + open.repeat(100_000) + "\n");
        isNamedAndTheOtherIsRead("deep.yaml", "");
    }

    @Test
    void nestingOfJsonIsBounded() throws IOException {
        Files.writeString(folder.resolve("deep.json"), "{\"kind\": \"ConfigMap\", \"a\": " + "[".repeat(100_000));
        isNamedAndTheOtherIsRead("deep.json", "");
    }

    @Test
    void anAnchorOfAnotherDocumentIsUnknown() throws IOException {
        Files.writeString(folder.resolve("anchors.yaml"), "a: &x ConfigMap\n---\nkind: ConfigMap\nname: *x\n");
        isNamedAndTheOtherIsRead("anchors.yaml", "alias");
        Files.writeString(folder.resolve("anchors.yaml"), "kind: Secret\na: *MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n");
        assertThat(read().problems().toString()).doesNotContain("MIIE");
    }

    @Test
    void aFileOfOneGibibyteIsNotRead() throws IOException {
        try (RandomAccessFile large =
                new RandomAccessFile(folder.resolve("large.yaml").toFile(), "rw")) {
            large.setLength(1L << 30);
        }
        isNamedAndTheOtherIsRead("large.yaml", "larger than 16 MiB");
    }

    @Test
    void oneHundredThousandDocumentsAreReadOrCounted() throws IOException {
        Files.writeString(folder.resolve("many.yaml"), ("---\n" + GOOD).repeat(100_000));
        Manifests read = read();
        assertThat(read.documents()).hasSize(100_001);
        assertThat(read.problems()).isEmpty();
    }

    /** Each of 160,000 items has a field twice. */
    @Test
    @Timeout(20)
    void duplicatesInALongListTakeNoQuadraticTime() throws IOException {
        Files.writeString(
                folder.resolve("list.yaml"),
                "apiVersion: v1\nkind: ConfigMapList\nitems:\n" + "- {a: 1, a: 2}\n".repeat(160_000));
        assertThat(read().documents()).hasSize(160_001);
    }

    @Test
    void binaryIsNamed() throws IOException {
        Files.write(folder.resolve("binary.yaml"), new byte[] {0x1f, (byte) 0x8b, 8, 0, (byte) 0xff, (byte) 0xfe});
        isNamedAndTheOtherIsRead("binary.yaml", "no UTF-8 text");
        Files.writeString(folder.resolve("binary.yaml"), "kind: ConfigMap\na: \u0000\u0001\n");
        isNamedAndTheOtherIsRead("binary.yaml", "control character");
        Files.write(folder.resolve("binary.yaml"), GOOD.getBytes(StandardCharsets.UTF_16));
        isNamedAndTheOtherIsRead("binary.yaml", "UTF-16");
    }

    @Test
    void aLinkOutOfTheFolderIsNotFollowed(@TempDir Path outside) throws IOException {
        Files.writeString(outside.resolve("secret.yaml"), GOOD.replace("good", "outside"));
        Files.createSymbolicLink(folder.resolve("link.yaml"), outside.resolve("secret.yaml"));
        isNamedAndTheOtherIsRead("link.yaml", "was not followed");
        Files.delete(folder.resolve("link.yaml"));
        Files.createSymbolicLink(folder.resolve("link"), outside);
        isNamedAndTheOtherIsRead("link", "was not followed");
        assertThat(read().documents()).extracting(Document::name).doesNotContain("outside");
    }

    @Test
    void aLinkInsideTheFolderIsReadOnce() throws IOException {
        Files.createSymbolicLink(folder.resolve("again.yaml"), folder.resolve("good.yaml"));
        Files.createSymbolicLink(folder.resolve("loop"), folder);
        Manifests read = read();
        assertThat(read.documents()).hasSize(1);
        assertThat(read.problems()).isEmpty();
    }

    /** kubectl reads the link. */
    @Test
    void aLinkToAFileThatIsNotReadOtherwiseIsRead() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), GOOD.replace("good", "hidden"));
        Files.createSymbolicLink(folder.resolve("link.yaml"), folder.resolve("notes.txt"));
        assertThat(read().documents()).extracting(Document::name).containsExactlyInAnyOrder("good", "hidden");
        assertThat(read().documents())
                .extracting(document -> Path.of(document.file()).getFileName().toString())
                .containsExactlyInAnyOrder("good.yaml", "link.yaml");
    }

    @Test
    void aLineBreakInItsNameHidesNoFile() throws IOException {
        Files.writeString(folder.resolve("a\n\u2028b.yaml"), GOOD.replace("good", "hidden"));
        assertThat(read().documents()).extracting(Document::name).contains("hidden");
    }

    @Test
    void aPipeIsNotOpened() throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("pipe.yaml").toString())
                        .start()
                        .waitFor())
                .isZero();
        isNamedAndTheOtherIsRead("pipe.yaml", "no regular file");
    }

    @Test
    void aBrokenDocumentHidesNoOther() throws IOException {
        Files.writeString(
                folder.resolve("two.yaml"), "kind: ConfigMap\n  a: [\n---\n" + GOOD.replace("good", "second"));
        assertThat(read().documents()).extracting(Document::name).containsExactlyInAnyOrder("good", "second");
        isNamedAndTheOtherIsRead("two.yaml", "This is no YAML");
    }

    @Test
    void anEscapedKindIsReadAllTheSame() throws IOException {
        Files.writeString(
                folder.resolve("hidden.yaml"),
                "\"apiVersion\": \"namespace\\x63erts.dev/v1alpha1\"\n\"kind\": \"CertificateFilte\\x72\"\n"
                        + "metadata: {name: hidden}\n");
        assertThat(read().documents()).extracting(Document::name).contains("hidden");
    }

    @Test
    void gitsOwnFolderAndWhatIsExcludedIsNotRead() throws IOException {
        for (String name : List.of(".git", "vendor", "sub/vendor")) {
            Files.createDirectories(folder.resolve(name));
            Files.writeString(folder.resolve(name).resolve("x.yaml"), GOOD.replace("good", "left-out"));
        }
        Manifests read =
                ManifestReader.read(List.of(folder.toString()), List.of("vendor"), InputStream.nullInputStream());
        assertThat(read.documents()).extracting(Document::name).containsExactly("good");
    }

    @Test
    void whatDoesNotExistIsAProblem() {
        Manifests read = ManifestReader.read(List.of("nowhere"), List.of(), InputStream.nullInputStream());
        assertThat(read.problems()).containsExactly(new Problem(Place.of("nowhere"), "It does not exist."));
    }

    /** In a folder, files of other programs are none of lint's business. */
    @Test
    void whatTheUserNamesMustBeReadable() throws IOException {
        Path other = Files.writeString(folder.resolve("other.yaml"), "kind: [\n");
        assertThat(read().problems()).isEmpty();
        assertThat(ManifestReader.read(List.of(other.toString()), List.of(), InputStream.nullInputStream())
                        .problems())
                .hasSize(1);
        assertThat(ManifestReader.read(List.of("-"), List.of(), Files.newInputStream(other))
                        .problems())
                .hasSize(1);
        assertThat(ManifestReader.read(List.of("-"), List.of(), InputStream.nullInputStream())
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("is empty"));
    }

    @Test
    void standardInputIsLimited() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'a';
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                Arrays.fill(into, offset, offset + length, (byte) 'a');
                return length;
            }
        };
        assertThat(ManifestReader.read(List.of("-"), List.of(), endless).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("larger than 64 MiB"));
    }

    @Test
    void numbersAndWordsAreThoseOfKubectl() {
        String text =
                "apiVersion: v1\nkind: ConfigMap\ndata: {a: yes, b: 0x10, c: 010, d: 1:30, e: 2026-01-01, f: ~, g: 1e3}\n";
        InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        assertThat(ManifestReader.read(List.of("-"), List.of(), in)
                        .documents()
                        .get(0)
                        .content()
                        .get("data")
                        .toString())
                .isEqualTo("{\"a\":true,\"b\":16,\"c\":8,\"d\":\"1:30\",\"e\":\"2026-01-01\",\"f\":null,\"g\":1000}");
    }
}
