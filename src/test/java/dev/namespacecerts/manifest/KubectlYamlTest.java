package dev.namespacecerts.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** YAML means what it means to kubectl: the expected JSON is what kubectl v1.36 sends. */
class KubectlYamlTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEAD = "apiVersion: v1\nkind: ConfigMap\n";

    private static Manifests read(String text) {
        InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return ManifestReader.read(List.of("-"), List.of(), in);
    }

    private static String field(String yaml) {
        Manifests read = read(HEAD + yaml + "\n");
        assertThat(read.problems()).isEmpty();
        return read.documents().get(0).content().get("v").toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    y           | true
                    N           | false
                    yes         | true
                    "y"         | "y"
                    yEs         | "yEs"
                    1e3         | 1000
                    1.0         | 1
                    1.5         | 1.5
                    0x1F        | 31
                    014         | 12
                    0o14        | 12
                    -0b101      | -5
                    09          | 9
                    1_000       | 1000
                    _1          | "_1"
                    0xG         | "0xG"
                    1:30        | "1:30"
                    2001-01-01  | "2001-01-01"
                    1.2.3       | "1.2.3"
                    .5          | 0.5
                    .           | "."
                    +           | "+"
                    1e400       | "1e400"
                    =           | "="
                    <<          | "<<"
                    !!str yes   | "yes"
                    !!int "12"  | 12
                    !!float 1   | 1
                    !!bool "on" | true
                    !!null ""   | null
                    !!binary aGVsbG8= | "hello"
                    !!foo bar   | "bar"
                    """)
    void aScalar(String yaml, String json) {
        assertThat(field("v: " + yaml)).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {".inf", "-.INF", ".nan", "!!int x", "!!null x", "!!binary x", "{<<: 5}", "{<<: [1]}", "{~: a}"})
    void whatKubectlRefusesIsUnreadable(String yaml) {
        Manifests read = read(HEAD + "v: " + yaml + "\n");
        assertThat(read.documents()).isEmpty();
        assertThat(read.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.place().line()).isEqualTo(3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {p: 9, <<: {p: 1, q: 2}}                  | {"p":1,"q":2}
                    {<<: {p: 1, q: 2}, p: 9}                  | {"p":9,"q":2}
                    {<<: [{p: 1, q: 2}, {p: 3, r: 4}]}        | {"p":1,"r":4,"q":2}
                    {<<: {p: 1}, <<: {p: 3}}                  | {"p":3}
                    {"<<": {p: 1}}                            | {"<<":{"p":1}}
                    {!!merge x: {p: 1}}                       | {"x":{"p":1}}
                    {yes: 1, 014: 2, 0x10: 3, "on": 4}        | {"true":1,"12":2,"16":3,"on":4}
                    {1.10: 1, !!binary aGVsbG8=: 2}           | {"1.1":1,"hello":2}
                    """)
    void aMapping(String yaml, String json) throws IOException {
        assertThat(JSON.readTree(field("v: " + yaml))).isEqualTo(JSON.readTree(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "---\n\uFEFF" + HEAD + "metadata: {name: second}\n", // two files, the second with a byte-order mark
                "---\t\n" + HEAD + "metadata: {name: second}\n",
                "--- # comment\n" + HEAD + "metadata: {name: second}\n",
                "---\nkind: ConfigMapList\napiVersion: v1\nitems: [{metadata: {name: second}}]\n",
                "---\nkind: Deployment\nitems: [{apiVersion: v1, kind: ConfigMap, metadata: {name: second}}]\n",
                "---\napiVersion: v1\nkind: !!binary Q29uZmlnTWFw\nmetadata: {name: second}\n",
                "---\napiVersion: v1\nkind: !<tag:yaml.org,2002:%62inary> Q29uZmlnTWFw\nmetadata: {name: second}\n",
                "---\napiVersion: v1\nkind: \"Config\\\n  Map\"\nmetadata: {name: second}\n",
            })
    void anObjectThatKubectlAppliesIsRead(String second, @TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.yaml"), HEAD + "metadata: {name: first}\n" + second);
        Manifests read = ManifestReader.read(List.of(folder.toString()), List.of(), InputStream.nullInputStream());
        assertThat(read.problems()).isEmpty();
        assertThat(read.documents()).extracting(Document::name).containsExactly("first", "second");
        assertThat(read.documents().get(1).place("metadata.name").line()).isGreaterThan(4);
    }

    @Test
    void jsonObjectsOneAfterTheOther() {
        String object = "{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"metadata\": {\n\"name\": \"NAME\"}}\n";
        Manifests read = read(object.replace("NAME", "a} {") + object.replace("NAME", "second"));
        assertThat(read.problems()).isEmpty();
        assertThat(read.documents()).extracting(Document::name).containsExactly("a} {", "second");
        assertThat(read.documents().get(1).place("metadata.name").line()).isEqualTo(4);
        assertThat(read(object + "trailing {").problems()).hasSize(1);
    }
}
