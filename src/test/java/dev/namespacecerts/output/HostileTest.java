package dev.namespacecerts.output;

import static dev.namespacecerts.output.Format.github;
import static dev.namespacecerts.output.Format.gitlab;
import static dev.namespacecerts.output.Format.json;
import static dev.namespacecerts.output.Format.junit;
import static dev.namespacecerts.output.Format.sarif;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.lint.Level;
import java.io.StringReader;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Every text and path of a finding is hostile: each format can be read back, and nothing of it takes effect. */
class HostileTest {
    private static final Pattern URI_PATH = Pattern.compile("(file://)?[A-Za-z0-9._~/%-]*");

    /** The result holds each text about fifteen times. */
    private static final int LONGEST = 300_000;

    private static Stream<String> texts() {
        return Hostile.texts();
    }

    private static Stream<Arguments> textsInEachFormat() {
        return Stream.of(Format.values())
                .flatMap(format -> texts().map(text -> Arguments.of(format, start(text), text)));
    }

    /** For the name of the test. */
    private static String start(String text) {
        return ShownText.of(text.substring(0, Math.min(40, text.length())));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("textsInEachFormat")
    void nothingThatATerminalOrALogActsOnIsWritten(Format format, String start, String text) {
        String written = Results.write(format, Results.of(text), new OutputOptions("0.1.0", Level.Error, false, 80));
        assertThat(written).hasSizeLessThan(LONGEST);
        assertThat(written.codePoints().allMatch(c -> c == '\n' || isHarmless(c)))
                .isTrue();
        assertThat(written).doesNotContainPattern("##\\w*\\[");
        if (format != github) {
            assertThat(written.lines()).noneMatch(line -> line.strip().startsWith("::"));
        }
        Schemas.validate(format, written);
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("texts")
    void programsReadTheTextBack(String text) {
        JsonNode finding = Schemas.json(Results.write(json, Results.of(text)))
                .path("findings")
                .path(0);
        assertThat(finding.path("place").path("file").asText()).isEqualTo(Json.path(Results.id(text)));
        assertThat(finding.path("related").path("file").asText()).isEqualTo(Json.path(Results.id(text)));
        assertThat(finding.path("id").asText()).isEqualTo(ShownText.of(Results.id(text)));
        for (String field : List.of("source", "subject", "fingerprint", "found", "allowed", "message", "remedy")) {
            assertThat(finding.path(field).asText()).isEqualTo(ShownText.of(text));
        }
        assertThat(Schemas.json(Results.write(gitlab, Results.of(text)))
                        .at("/0/location/path")
                        .asText())
                .isEqualTo(Json.path(Results.id(text)));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("texts")
    void aPathIsOnePartOfAUri(String text) {
        JsonNode result = Schemas.json(Results.write(sarif, Results.of(text)))
                .path("runs")
                .path(0)
                .path("results")
                .path(0);
        String uri =
                result.at("/locations/0/physicalLocation/artifactLocation/uri").asText();
        assertThat(uri).matches(URI_PATH);
        URI parsed = URI.create(uri);
        assertThat(parsed.getScheme()).isEqualTo(text.startsWith("/") ? "file" : null);
        assertThat(parsed.getAuthority()).isNull();
        assertThat(parsed.getPath()).isEqualTo(Json.path(Results.id(text)));
        assertThat(result.at("/relatedLocations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo(uri);
        assertThat(result.at("/message/text").asText()).doesNotContain("](");
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("texts")
    void gitHubReadsOneCommandForEachFinding(String text) {
        List<String> lines = Results.write(github, Results.of(text)).lines().toList();
        assertThat(lines).hasSize(4);
        for (int i = 0; i < 3; i++) {
            GitHubCommand command = GitHubCommand.parse(lines.get(i));
            assertThat(command.name())
                    .isEqualTo(List.of("error", "warning", "notice").get(i));
            assertThat(command.properties().keySet()).isSubsetOf("file", "line", "col", "title");
            assertThat(command.properties().get("title")).startsWith(ShownText.of(Results.id(text)));
            assertThat(command.properties().get("file"))
                    .isEqualTo(text.equals("-") ? null : ShownText.path(Results.id(text)));
            assertThat(command.data()).startsWith(ShownText.of(text));
        }
        assertThat(lines.get(3)).startsWith("1 error, 1 warning, 1 note in 1 file: ");
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("texts")
    void jUnitHasTheCasesOfTheFindings(String text) throws Exception {
        Element suites = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Results.write(junit, Results.of(text)))))
                .getDocumentElement();
        Element suite = only(suites, "testsuite");
        assertThat(suite.getAttribute("name")).isEqualTo(ShownText.path(Results.id(text)));
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(2);
        Element failure = only(suite, "failure");
        assertThat(failure.getAttribute("message")).isEqualTo(ShownText.of(text));
        assertThat(failure.getTextContent()).contains(ShownText.of(text));
        assertThat(failure.getElementsByTagName("*").getLength()).isZero();
    }

    private static Element only(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        assertThat(found.getLength()).isEqualTo(1);
        return (Element) found.item(0);
    }
}
