package dev.namespacecerts.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.namespacecerts.lint.Finding;
import dev.namespacecerts.lint.Level;
import dev.namespacecerts.lint.LintResult;
import dev.namespacecerts.lint.LintResult.JudgedObject;
import dev.namespacecerts.lint.ObjectName;
import dev.namespacecerts.manifest.Place;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;

/** Results of lint, and what the formats make of them. */
final class Results {
    private static final ObjectName ACCOUNTING = bundle("accounting");
    private static final ObjectName WORKERS = new ObjectName("CertificateFilter", "payments", "workers");
    private static final String BUNDLE = "payments/accounting.yaml";

    private Results() {}

    static ObjectName bundle(String name) {
        return new ObjectName("NamespaceCertificateBundle", "payments", name);
    }

    /** An old CA in a ConfigMap, a filter that matches too much, a Secret that is elsewhere, and a file that is no YAML. */
    static LintResult sample() {
        Finding oldCa = new Finding(
                "CA-5",
                Level.Error,
                new Place("payments/corporate-ca.yaml", 7, 5),
                new Place(BUNDLE, 9, 7),
                ACCOUNTING,
                "spec.certificates[0]",
                1,
                "CN=Acme Old Root CA,O=Acme",
                "4274d8b72bdcd9b402459ef1667d809bb3bae0ec0aa206317c8688bb6451e428",
                "signed with ECDSA-SHA1",
                "RSA PKCS#1 v1.5, RSA-PSS or ECDSA, with SHA-256, SHA-384 or SHA-512",
                "\"CN=Acme Old Root CA,O=Acme\" (spec.certificates[0], block 1) is signed with ECDSA-SHA1, which Temporal"
                        + " Cloud rejects.",
                "Reissue it, signed with SHA-256, SHA-384 or SHA-512 by an RSA or ECDSA key.");
        Finding superfluous = new Finding(
                "CF-4",
                Level.Warning,
                new Place("payments/workers.yaml", 6, 3),
                null,
                WORKERS,
                "spec.commonName",
                null,
                null,
                null,
                "*.payments",
                null,
                "Filter all-workers already accepts every client that this filter accepts.",
                "Delete this filter, or narrow all-workers.");
        Finding elsewhere = new Finding(
                "SourceNotFound",
                Level.Note,
                new Place(BUNDLE, 12, 7),
                null,
                ACCOUNTING,
                "spec.certificates[1]",
                null,
                null,
                null,
                null,
                null,
                "Secret issuing-ca is in none of the files, so its certificates were not evaluated.",
                null);
        Finding unreadable = new Finding(
                "Unreadable",
                Level.Error,
                Place.of("payments/notes.yaml"),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "It is no YAML.",
                "Correct it, or leave it out with --exclude.");
        return new LintResult(
                List.of(elsewhere, oldCa, unreadable, superfluous),
                List.of(
                        new JudgedObject(ACCOUNTING, new Place(BUNDLE, 1, 1)),
                        new JudgedObject(bundle("invoices"), new Place(BUNDLE, 15, 1)),
                        new JudgedObject(WORKERS, new Place("payments/workers.yaml", 1, 1))),
                2,
                4,
                false);
    }

    /** An old CA in a ConfigMap, and nothing else. */
    static LintResult small() {
        LintResult sample = sample();
        return new LintResult(sample.findings().subList(1, 2), sample.judged().subList(0, 1), 0, 2, true);
    }

    /** Nothing to report. */
    static LintResult clean() {
        return new LintResult(List.of(), List.of(new JudgedObject(ACCOUNTING, new Place(BUNDLE, 1, 1))), 1, 1, true);
    }

    /** The same Error many times. */
    static LintResult many(int count) {
        return new LintResult(Collections.nCopies(count, sample().findings().get(1)), sample().judged(), 0, 1, true);
    }

    /** Every text and path is this one. Only paths and identifiers are never empty. */
    static LintResult of(String text) {
        ObjectName object = new ObjectName(text, text, text);
        Place place = new Place(id(text), 3, 4);
        Finding finding =
                new Finding(id(text), Level.Error, place, place, object, text, 1, text, text, text, text, text, text);
        Finding warning =
                new Finding(id(text), Level.Warning, place, place, object, text, 1, text, text, text, text, text, text);
        Finding file = new Finding(
                id(text), Level.Note, Place.of(id(text)), null, null, null, null, null, null, null, null, text, null);
        return new LintResult(List.of(finding, warning, file), List.of(new JudgedObject(object, place)), 1, 1, true);
    }

    static String id(String text) {
        return text.isEmpty() ? "x" : text;
    }

    static OutputOptions options() {
        return OutputOptions.of("0.1.0", Level.Error);
    }

    static String write(Format format, LintResult result) {
        return write(format, result, options());
    }

    /** What a format writes as UTF-8, which must be well-formed. */
    static String write(Format format, LintResult result, OutputOptions options) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Output.of(format).write(result, new OutputStreamWriter(out, UTF_8), options);
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(out.toByteArray())).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
