package dev.namespacecerts.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchema;
import dev.namespacecerts.diff.Access;
import dev.namespacecerts.diff.Admission;
import dev.namespacecerts.diff.BundleChange;
import dev.namespacecerts.diff.Ca;
import dev.namespacecerts.diff.CaChange;
import dev.namespacecerts.diff.Comparer;
import dev.namespacecerts.diff.Comparison;
import dev.namespacecerts.diff.FilterChange;
import dev.namespacecerts.diff.LeafChange;
import dev.namespacecerts.diff.Phrase;
import dev.namespacecerts.diff.Room;
import dev.namespacecerts.diff.Side;
import dev.namespacecerts.diff.Verdict;
import dev.namespacecerts.lint.Level;
import dev.namespacecerts.lint.LintOptions;
import dev.namespacecerts.lint.Linter;
import dev.namespacecerts.lint.ObjectName;
import dev.namespacecerts.manifest.ManifestReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The formats of a comparison: what the page shows, the schema, and hostile names. */
class DiffOutputTest {
    private static final Path PAGE = Path.of("docs/diff.md");
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
    private static final JsonSchema SCHEMA = Schemas.jsonSchema(Path.of("docs/diff.schema.json"));
    private static final Parser PARSER =
            Parser.builder().extensions(List.of(AutolinkExtension.create())).build();

    private static String write(Format format, Comparison comparison, List<String> versions, boolean colored) {
        StringWriter out = new StringWriter();
        try {
            DiffOutput.of(format).write(comparison, versions, out, new OutputOptions("0.1.0", Level.Error, colored, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static Comparison example() {
        return Comparer.compare(
                side("src/test/resources/diff/before"), side("src/test/resources/diff/after"), List.of(), false, NOW);
    }

    private static Side side(String path) {
        return Side.of(
                path,
                Linter.evaluate(
                        ManifestReader.read(List.of(path), List.of(), InputStream.nullInputStream()),
                        new LintOptions(NOW, false)));
    }

    @Test
    void theExamplesOfThePageAreTrue() throws IOException {
        String page = Files.readString(PAGE);
        String renewed = page;
        for (Format format : List.of(Format.text, Format.markdown)) {
            Matcher example = Pattern.compile("(?s)<!-- " + format + " -->\n(````.*?````\n)?")
                    .matcher(renewed);
            assertThat(example.find()).isTrue();
            String written = write(format, example(), List.of("main", "HEAD"), false)
                    .replace("src/test/resources/diff/after/", "");
            renewed = renewed.substring(0, example.start()) + "<!-- " + format + " -->\n````" + format + "\n" + written
                    + "````\n" + renewed.substring(example.end());
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, renewed);
        }
        assertThat(Files.readString(PAGE))
                .as("renew it with -Dgolden.update=true, and read the difference")
                .isEqualTo(renewed);
    }

    @Test
    void onlyTextForATerminalHasColors() {
        List<String> versions = List.of("main", "HEAD");
        String plain = write(Format.text, example(), versions, false);
        String colored = write(Format.text, example(), versions, true);
        assertThat(plain).doesNotContain("\u001B");
        assertThat(colored).contains("\u001B[1;31m! Secret");
        assertThat(colored.replaceAll("\u001B\\[[0-9;]*m", "")).isEqualTo(plain);
    }

    @Test
    void jsonHasTheSchemaOfThePage() {
        assertThat(SCHEMA.validate(Schemas.json(write(Format.json, example(), List.of("a", "b"), false))))
                .isEmpty();
        assertThat(SCHEMA.validate(Schemas.json("{\"version\": 2}"))).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"text", "markdown"})
    void nothingChangesInOneLine(Format format) {
        Comparison none = new Comparison(List.of(), List.of(), List.of(), 3, true);
        assertThat(write(format, none, List.of("main", "HEAD"), false)).contains("No change of access");
    }

    @Test
    void aCommentHasAtMostTheCharactersThatGitHubAccepts() {
        Comparison one = hostile("x".repeat(200));
        Comparison many = new Comparison(
                Collections.nCopies(100, one.bundles().get(0)),
                Results.many(500).findings(),
                Results.many(500).findings(),
                0,
                true);
        assertThat(write(Format.markdown, many, List.of("a", "b"), false))
                .hasSizeLessThanOrEqualTo(MarkdownOutput.LONGEST)
                .contains("… and ")
                .endsWith("</details>\n");
    }

    private static Stream<String> texts() {
        return Hostile.texts();
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("texts")
    void hostileNamesHaveNoEffect(String text) {
        Comparison comparison = hostile(text);
        for (Format format : DiffOutput.FORMATS) {
            String written = write(format, comparison, List.of(text, text), false);
            assertThat(written.codePoints().allMatch(c -> c == '\n' || !Character.isISOControl(c)))
                    .isTrue();
            assertThat(written).doesNotContainPattern("##\\w*\\[").doesNotContain("\u202E", "\u2028", "\uFEFF");
            assertThat(written.lines()).noneMatch(line -> line.strip().startsWith("::"));
        }
        assertThat(SCHEMA.validate(Schemas.json(write(Format.json, comparison, List.of(text, text), false))))
                .isEmpty();
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("texts")
    void aCommentHasOnlyStructureOfItsOwn(String text) {
        List<String> html = new ArrayList<>();
        for (Node node : nodes(PARSER.parse(write(Format.markdown, hostile(text), List.of(text, text), false)))) {
            assertThat(node).isNotInstanceOfAny(Link.class, Image.class, HtmlInline.class);
            if (node instanceof HtmlBlock block) {
                html.add(block.getLiteral());
            } else if (node instanceof Text plain) {
                // A code host looks here for mentions, references, addresses and emoji, after Markdown has been read.
                assertThat(plain.getLiteral())
                        .doesNotContainPattern("[@#<>!&$~|\\[\\]\\\\]|:\\w|\\w\\.\\w|/|[0-9a-f]{7}|GH-");
            }
        }
        assertThat(html)
                .containsExactly(
                        "<details>\n<summary>Room left, what is not compared, 3 findings gone</summary>", "</details>");
    }

    private static List<Node> nodes(Node root) {
        List<Node> nodes = new ArrayList<>(List.of(root));
        for (Node child = root.getFirstChild(); child != null; child = child.getNext()) {
            nodes.addAll(nodes(child));
        }
        return nodes;
    }

    /** Every name and value is this text. */
    private static Comparison hostile(String text) {
        Access accepted = new Access(Access.Kind.Accepted, List.of(text), List.of(text), Optional.empty());
        Access rejected = new Access(Access.Kind.Rejected, List.of(), List.of(), Optional.of(text));
        Ca ca = new Ca(text, "0123456789abcdef".repeat(4), NOW);
        Room room = new Room(1, 25, 1000, 32768, 1, 25);
        List<LeafChange> leaves = Stream.of(LeafChange.Effect.values())
                .map(effect -> new LeafChange(
                        effect, "Secret", text, text, accepted, rejected, Phrase.of("because {} and {!}", text, text)))
                .toList();
        Map<String, String> fields = Map.of("commonName", text);
        BundleChange change = new BundleChange(
                new ObjectName("NamespaceCertificateBundle", text, text),
                text,
                Verdict.Valid,
                Verdict.Invalid,
                text + "a",
                text + "b",
                new Admission(Admission.Kind.Matching, 1),
                new Admission(Admission.Kind.Everyone, 0),
                List.of(
                        new CaChange(CaChange.Kind.Added, null, ca, null),
                        new CaChange(CaChange.Kind.Removed, ca, null, NOW),
                        new CaChange(CaChange.Kind.Renewed, ca, ca, null)),
                Stream.of(FilterChange.Kind.values())
                        .map(kind -> new FilterChange(kind, text, fields, fields))
                        .toList(),
                leaves,
                List.of(text),
                List.of(text),
                room,
                room);
        return new Comparison(
                List.of(change), Results.of(text).findings(), Results.of(text).findings(), 0, false);
    }
}
