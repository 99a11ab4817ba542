package dev.namespacecerts.output;

import static dev.namespacecerts.output.Format.markdown;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MarkdownOutputTest {
    private static final Parser PARSER =
            Parser.builder().extensions(List.of(AutolinkExtension.create())).build();

    /** No link, no image, no HTML, no rule, no quotation. */
    private static final Set<Class<?>> NODES = Set.of(
            Document.class,
            Heading.class,
            Paragraph.class,
            BulletList.class,
            ListItem.class,
            StrongEmphasis.class,
            SoftLineBreak.class,
            Code.class,
            Text.class);

    private static Stream<String> texts() {
        return Hostile.texts();
    }

    @Test
    void isAComment() {
        assertThat(Results.write(markdown, Results.sample())).startsWith("""
                        ### ncb lint: 2 errors, 1 warning, 1 note

                        2 errors, 1 warning, 1 note in 4 files: 2 bundles, 1 filter, 2 clients evaluated. Not everything could be read.

                        #### `payments/accounting.yaml`

                        - **Note** `SourceNotFound`, line 12: Secret issuing-ca is in none of the files, so its certificates were not evaluated.
                          - object: `NamespaceCertificateBundle payments/accounting, spec.certificates[1]`

                        #### `payments/corporate-ca.yaml`

                        - **Error** `CA-5`, line 7: `"CN=Acme Old Root CA,O=Acme"` (`spec.certificates[0]`, block 1) is signed with `ECDSA-SHA1`, which Temporal Cloud rejects.
                          - object: `NamespaceCertificateBundle payments/accounting, spec.certificates[0], block 1`
                        """);
    }

    @Test
    void hasAtMostTheCharactersThatGitHubAccepts() {
        String comment = Results.write(markdown, Results.many(1000));
        assertThat(comment).hasSizeLessThanOrEqualTo(65_536).hasSizeGreaterThan(64_000);
        long shown = comment.lines().filter(line -> line.startsWith("- ")).count();
        assertThat(comment).endsWith("\n… and " + (1000 - shown) + " more\n");
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("texts")
    void hasOnlyStructureOfItsOwn(String text) {
        Node document = PARSER.parse(Results.write(markdown, Results.of(text)));
        int headings = 0;
        int items = 0;
        for (Node node = document; node != null; node = next(node)) {
            assertThat(NODES).contains(node.getClass());
            headings += node instanceof Heading ? 1 : 0;
            items += node instanceof ListItem ? 1 : 0;
            if (node instanceof Text plain) {
                // A code host looks here for mentions, references, addresses and emoji, after Markdown has been read.
                assertThat(plain.getLiteral())
                        .doesNotContainPattern("[@#<>!&$~|\\[\\]\\\\]|:\\w|\\w\\.\\w|/|[0-9a-f]{7}|GH-");
            }
        }
        assertThat(headings).isEqualTo(2);
        assertThat(items).isGreaterThanOrEqualTo(3).isLessThanOrEqualTo(3 + 2 * 7);
    }

    @Test
    void codeIsTheWholeText() {
        texts().forEach(text -> {
            Node paragraph = PARSER.parse("x " + MarkdownText.code(text) + " y").getFirstChild();
            Code code = (Code) paragraph.getFirstChild().getNext();
            String shown = ShownText.of(text);
            assertThat(code.getLiteral()).isEqualTo(shown.isBlank() ? " " + shown + " " : shown);
            assertThat(code.getNext().getNext()).isNull();
        });
    }

    private static Node next(Node node) {
        if (node.getFirstChild() != null) {
            return node.getFirstChild();
        }
        Node at = node;
        while (at != null && at.getNext() == null) {
            at = at.getParent();
        }
        return at == null ? null : at.getNext();
    }
}
