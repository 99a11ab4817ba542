package dev.namespacecerts.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.lint.Finding;
import dev.namespacecerts.lint.Level;
import dev.namespacecerts.lint.LintOptions;
import dev.namespacecerts.lint.Linter;
import dev.namespacecerts.manifest.ManifestReader;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.x509.KeyMatch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a change of manifests does to access. */
class ComparisonTest {
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
    private static final HeldCertificate A =
            CertificateBuilder.root("CN=Root A").build();
    private static final HeldCertificate B =
            CertificateBuilder.root("CN=Root B").build();
    private static final HeldCertificate RENEWED = CertificateBuilder.root("CN=Root A")
            .keyPair(A.keyPair())
            .notAfter(Instant.parse("2040-01-01T00:00:00Z"))
            .build();
    private static final HeldCertificate WORKER =
            CertificateBuilder.leaf("CN=worker-1").issuedBy(A).build();
    private static final HeldCertificate NEW_WORKER =
            CertificateBuilder.leaf("CN=worker-1").issuedBy(B).build();

    private static final String CLIENT = "  clients: [{secretName: worker}]\n";
    private static final String SELECTOR = "  clients: [{selector: {matchLabels: {app: worker}}}]\n";
    private static final String PUBLISHED =
            "  publish: {configMap: {name: out, key: ca.crt}}\n  removalPolicy: WaitForClients\n";
    private static final String LOCKED_OUT = "LockedOut worker: it chains only to the removed CA [CN=Root A]";

    private static Stream<Arguments> cases() {
        String both = bundle(inline(A) + inline(B));
        return Stream.of(
                of("nothing changes", both, both),
                of("a CA is added", bundle(inline(A)), both, "CA Added CN=Root B"),
                of("a CA that no known leaf needs is removed", both, bundle(inline(A)), "CA Removed CN=Root B"),
                of(
                        "a CA is renewed with the same key, and its leaves keep access",
                        bundle(inline(A)) + CLIENT + secret(WORKER),
                        bundle(inline(RENEWED)) + CLIENT + secret(WORKER),
                        "CA Renewed CN=Root A"),
                of(
                        "a CA is removed to which a known leaf still chains alone",
                        both + CLIENT + secret(WORKER),
                        bundle(inline(B)) + CLIENT + secret(WORKER),
                        LOCKED_OUT,
                        "CA Removed CN=Root A",
                        "new Error EE-7"),
                of(
                        "the change also drops the client from the bundle, whose Secret stays",
                        both + CLIENT + secret(WORKER),
                        bundle(inline(B)) + secret(WORKER),
                        LOCKED_OUT,
                        "CA Removed CN=Root A"),
                of(
                        "the change also drops the Secret, which the bundle still names",
                        both + CLIENT + secret(WORKER),
                        bundle(inline(B)) + CLIENT,
                        LOCKED_OUT,
                        "CA Removed CN=Root A",
                        "new Note SourceNotFound"),
                of(
                        "a CA is removed together with the leaf that needs it",
                        both + CLIENT + secret(WORKER),
                        bundle(inline(B)),
                        "Removed worker: it was accepted",
                        "CA Removed CN=Root A"),
                of(
                        "a client that a selector finds is locked out",
                        both + SELECTOR + secret(WORKER),
                        bundle(inline(B)) + SELECTOR + secret(WORKER),
                        LOCKED_OUT,
                        "CA Removed CN=Root A",
                        "new Error EE-7"),
                of(
                        "a CA is removed after its leaf was reissued",
                        both + CLIENT + secret(WORKER),
                        bundle(inline(B)) + CLIENT + secret(NEW_WORKER),
                        "CA Removed CN=Root A"),
                of(
                        "the operator keeps the removed CA for a client with its key",
                        both + CLIENT + PUBLISHED + secretWithKey(WORKER),
                        bundle(inline(B)) + CLIENT + PUBLISHED + secretWithKey(WORKER),
                        "Kept worker: it chains only to the removed CA [CN=Root A]",
                        "CA Removed CN=Root A until 2026-12-08T00:00:00Z",
                        "new Error EE-7"),
                of(
                        "the operator keeps no CA for a client whose key it does not know",
                        both + CLIENT + PUBLISHED + secret(WORKER),
                        bundle(inline(B)) + CLIENT + PUBLISHED + secret(WORKER),
                        LOCKED_OUT,
                        "CA Removed CN=Root A",
                        "new Error EE-7"),
                of(
                        "a filter is narrowed below a known leaf",
                        bundle(inline(A)) + CLIENT + secret(WORKER) + filter("workers", "worker-*"),
                        bundle(inline(A)) + CLIENT + secret(WORKER) + filter("workers", "worker-2*"),
                        "LockedOut worker: no filter matches it; before, filter [workers] did",
                        "filter Narrowed workers",
                        "new Error EE-9"),
                of(
                        "a filter is widened",
                        bundle(inline(A)) + CLIENT + secret(WORKER) + filter("workers", "worker-2*"),
                        bundle(inline(A)) + CLIENT + secret(WORKER) + filter("workers", "worker-*"),
                        "Gains worker: accepted by filter [workers]",
                        "filter Widened workers",
                        "gone Error EE-9"),
                of(
                        "a filter matches other certificates",
                        bundle(inline(A)) + filter("workers", "a*"),
                        bundle(inline(A)) + filter("workers", "b*"),
                        "filter Changed workers"),
                of(
                        "the last filter is removed, so that everybody is accepted",
                        bundle(inline(A)) + CLIENT + secret(WORKER) + filter("starters", "starter-*"),
                        bundle(inline(A)) + CLIENT + secret(WORKER),
                        "opened",
                        "Gains worker: accepted because there is no filter",
                        "filter Removed starters",
                        "gone Error EE-9"),
                of(
                        "one of two filters is removed",
                        bundle(inline(A)) + filter("a", "a*") + filter("b", "b*"),
                        bundle(inline(A)) + filter("b", "b*"),
                        "filter Removed a"),
                of(
                        "the first filter is added, and shuts out a known leaf",
                        bundle(inline(A)) + CLIENT + secret(WORKER),
                        bundle(inline(A)) + CLIENT + secret(WORKER) + filter("starters", "starter-*"),
                        "LockedOut worker: no filter matches it; before, there was none, so every certificate was"
                                + " accepted",
                        "filter Added starters",
                        "new Error EE-9"),
                of(
                        "a filter refers to another bundle",
                        bundle("a", inline(A)) + bundle("b", inline(A)) + filter("f", "a", "x*"),
                        bundle("a", inline(A)) + bundle("b", inline(A)) + filter("f", "b", "x*"),
                        "opened",
                        "filter Removed f",
                        "filter Added f",
                        "new Error Immutable"),
                of(
                        "a bundle is removed while its client stays",
                        bundle(inline(A)) + CLIENT + secret(WORKER),
                        secret(WORKER),
                        "Valid -> Absent",
                        "LockedOut worker: the bundle is removed",
                        "CA Removed CN=Root A"),
                of(
                        "a bundle is removed with its client",
                        bundle(inline(A)) + CLIENT + secret(WORKER),
                        "",
                        "Valid -> Absent",
                        "Removed worker: it was accepted",
                        "CA Removed CN=Root A"),
                of(
                        "a bundle is added",
                        "",
                        bundle(inline(A)) + CLIENT + secret(WORKER),
                        "Absent -> Valid",
                        "Added worker: accepted because there is no filter",
                        "CA Added CN=Root A"),
                of(
                        "a leaf is added",
                        bundle(inline(A)),
                        bundle(inline(A)) + CLIENT + secret(WORKER),
                        "Added worker: accepted because there is no filter"),
                of(
                        "a leaf of another CA is added",
                        bundle(inline(B)),
                        bundle(inline(B)) + CLIENT + secret(WORKER),
                        "Added worker: not accepted",
                        "new Error EE-7"),
                of(
                        "two bundles share a ConfigMap",
                        shared("a") + shared("b") + configMap(A, B),
                        shared("a") + shared("b") + configMap(A),
                        "CA Removed CN=Root B",
                        "CA Removed CN=Root B"),
                of(
                        "the Secret of a client is in neither version",
                        bundle(inline(A)) + CLIENT,
                        bundle(inline(A)) + CLIENT,
                        "unknown worker"),
                of(
                        "the Secret of the CAs is in neither version",
                        bundle(source("secret")) + CLIENT + secret(WORKER),
                        bundle(source("secret")) + CLIENT + secret(WORKER),
                        "missing spec.certificates[0]"),
                of(
                        "the CA moves to a Secret that is not in the repository",
                        bundle(inline(A)) + CLIENT + secret(WORKER),
                        bundle(source("secret")) + CLIENT + secret(WORKER),
                        "Undecided worker: it was accepted before; [it may chain to a CA of spec.certificates[0]",
                        "CA Removed CN=Root A",
                        "missing spec.certificates[0]",
                        "Valid -> Invalid",
                        "new Note EE-7",
                        "new Note SourceNotFound"),
                of(
                        "the bundle names another Temporal Namespace",
                        bundle(inline(A)) + "  temporalNamespace: a.acct\n",
                        bundle(inline(A)) + "  temporalNamespace: b.acct\n",
                        "Temporal Namespace a.acct -> b.acct",
                        "new Error Immutable"),
                of(
                        "the bundle cannot be evaluated any more",
                        bundle(inline(A)) + CLIENT + secret(WORKER),
                        bundle(inline(A)) + "  removalDeadline: [1]\n" + CLIENT + secret(WORKER),
                        "Valid -> Unreadable",
                        "Undecided worker: it was accepted before; [the bundle cannot be evaluated]",
                        "new Error Schema"),
                of(
                        "the old version is no YAML",
                        "a: [",
                        bundle(inline(A)),
                        "Absent -> Valid",
                        "CA Added CN=Root A",
                        "gone Error Unreadable",
                        "incomplete"),
                of(
                        "the new version is no YAML",
                        bundle(inline(A)),
                        "a: [",
                        "Valid -> Absent",
                        "CA Removed CN=Root A",
                        "new Error Unreadable",
                        "incomplete"));
    }

    private static Arguments of(String name, String before, String after, String... expected) {
        return Arguments.of(name, before, after, List.of(expected));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void saysWhatChanges(String name, String before, String after, List<String> expected) {
        List<String> found = shortly(compare(before, after));
        assertThat(found).as("%s", found).hasSameSizeAs(expected);
        List<String> left = new ArrayList<>(found);
        for (String start : expected) {
            Optional<String> line =
                    left.stream().filter(one -> one.startsWith(start)).findFirst();
            assertThat(line).as("%s in %s", start, found).isPresent();
            left.remove(line.get());
        }
    }

    @Test
    void anObjectIsTheSameInAnotherFile(@TempDir Path folder) throws IOException {
        Path before = write(folder.resolve("before"), "all.yaml", bundle(inline(A)) + filter("workers", "worker-*"));
        Path after = write(folder.resolve("after"), "payments/bundle.yaml", bundle(inline(A)));
        write(after, "payments/filters.yaml", filter("workers", "worker-*"));
        assertThat(shortly(compare(side(before), side(after)))).isEmpty();
    }

    @Test
    void bundlesOfOneNameAreComparedByFile(@TempDir Path folder) throws IOException {
        Path before = write(folder.resolve("before"), "staging/bundle.yaml", bundle(inline(A)));
        write(before, "production/bundle.yaml", bundle(inline(A) + inline(B)));
        Path after = write(folder.resolve("after"), "staging/bundle.yaml", bundle(inline(A)));
        write(after, "production/bundle.yaml", bundle(inline(A)));
        Comparison comparison = compare(side(before), side(after));
        assertThat(shortly(comparison)).containsExactly("CA Removed CN=Root B");
        assertThat(comparison.changed()).extracting(BundleChange::file).containsExactly("production/bundle.yaml");
    }

    @Test
    void aKnownFindingIsNotNewWhereItMoves(@TempDir Path folder) throws IOException {
        HeldCertificate old = CertificateBuilder.root("CN=Old")
                .notAfter(Instant.parse("2026-01-01T00:00:00Z"))
                .build();
        Path before = write(folder.resolve("before"), "all.yaml", bundle(inline(old) + inline(A)));
        Path after = write(folder.resolve("after"), "bundle.yaml", "# moved\n" + bundle(inline(A) + inline(old)));
        assertThat(shortly(compare(side(before), side(after)))).isEmpty();
    }

    @Test
    void aFileWithALeafIsAKnownClientOfEachBundle() {
        ClientSecret file =
                ClientSecret.of("worker.pem", WORKER.pem().getBytes(StandardCharsets.UTF_8), KeyMatch.MISSING);
        Comparison comparison = Comparer.compare(
                side(bundle("a", inline(A)) + bundle("b", inline(B))),
                side(bundle("a", inline(A)) + filter("f", "a", "starter-*") + bundle("b", inline(A) + inline(B))),
                List.of(file),
                false,
                NOW);
        assertThat(comparison.bundles())
                .flatExtracting(BundleChange::leaves)
                .extracting(leaf -> leaf.effect() + " " + leaf.kind() + " " + leaf.name())
                .containsExactly("LockedOut File worker.pem", "Gains File worker.pem");
    }

    @Test
    void withStrictAMissingSourceLocksOut() {
        Side before = side(bundle(inline(A)) + CLIENT + secret(WORKER));
        Side after = side(bundle(source("secret")) + CLIENT + secret(WORKER));
        Comparison comparison = Comparer.compare(before, after, List.of(), true, NOW);
        assertThat(comparison.count(LeafChange.Effect.LockedOut)).isEqualTo(1);
    }

    @Test
    void aSubmoduleThatChangesIsANoteAndWithStrictAnError() {
        Side before = new Side("", side("").evaluation(), Map.of("a", "1", "b", "1"));
        Side after = new Side("", side("").evaluation(), Map.of("a", "1", "b", "2"));
        assertThat(Comparer.compare(before, after, List.of(), false, NOW).appeared())
                .extracting(finding -> finding.place().file() + " " + finding.level())
                .containsExactly("b Note");
        assertThat(Comparer.compare(before, after, List.of(), true, NOW).count(Level.Error))
                .isEqualTo(1);
    }

    private static Path write(Path root, String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        return root;
    }

    private static Comparison compare(String before, String after) {
        return compare(side(before), side(after));
    }

    private static Comparison compare(Side before, Side after) {
        return Comparer.compare(before, after, List.of(), false, NOW);
    }

    private static Side side(String manifests) {
        InputStream in = new ByteArrayInputStream((manifests + "\n").getBytes(StandardCharsets.UTF_8));
        return Side.of(
                "-",
                Linter.evaluate(
                        ManifestReader.read(manifests.isEmpty() ? List.of() : List.of("-"), List.of(), in),
                        new LintOptions(NOW, false)));
    }

    private static Side side(Path folder) {
        String path = folder.toString();
        return Side.of(
                path,
                Linter.evaluate(
                        ManifestReader.read(List.of(path), List.of(), InputStream.nullInputStream()),
                        new LintOptions(NOW, false)));
    }

    /** Each change in one line, without what the case does not decide. */
    private static List<String> shortly(Comparison comparison) {
        List<String> lines = new ArrayList<>();
        comparison.changed().forEach(bundle -> add(lines, bundle));
        comparison.bundles().forEach(bundle -> {
            bundle.unknown().forEach(name -> lines.add("unknown " + name.substring(name.indexOf('/') + 1)));
            bundle.missing().forEach(source -> lines.add("missing " + source));
        });
        withoutKeys(comparison.appeared()).forEach(finding -> lines.add("new " + shortly(finding)));
        withoutKeys(comparison.disappeared()).forEach(finding -> lines.add("gone " + shortly(finding)));
        if (!comparison.complete()) {
            lines.add("incomplete");
        }
        return lines;
    }

    /** The Secrets of the cases have no key. */
    private static Stream<Finding> withoutKeys(List<Finding> findings) {
        return findings.stream().filter(finding -> !finding.id().equals("EE-10"));
    }

    private static String shortly(Finding finding) {
        return finding.level() + " " + finding.id();
    }

    private static void add(List<String> lines, BundleChange bundle) {
        if (bundle.before() != bundle.after()) {
            lines.add(bundle.before() + " -> " + bundle.after());
        }
        if (bundle.isOpened()) {
            lines.add("opened");
        }
        if (bundle.before() != Verdict.Absent
                && bundle.after() == Verdict.Valid
                && !bundle.namespaceBefore().equals(bundle.namespaceAfter())) {
            lines.add("Temporal Namespace " + bundle.namespaceBefore() + " -> " + bundle.namespaceAfter());
        }
        for (LeafChange leaf : bundle.leaves()) {
            lines.add(leaf.effect() + " " + leaf.name().replace("payments/", "") + ": "
                    + leaf.cause().with(name -> "[" + name + "]", sentence -> "[" + sentence + "]"));
        }
        for (CaChange ca : bundle.authorities()) {
            lines.add("CA " + ca.kind() + " " + (ca.after() == null ? ca.before() : ca.after()).subject()
                    + (ca.keptUntil() == null ? "" : " until " + ca.keptUntil()));
        }
        bundle.filters().forEach(filter -> lines.add("filter " + filter.kind() + " " + filter.name()));
    }

    private static String bundle(String sources) {
        return bundle("accounting", sources);
    }

    private static String bundle(String name, String sources) {
        return "---\napiVersion: namespacecerts.dev/v1alpha1\nkind: NamespaceCertificateBundle\nmetadata:\n  name: "
                + name + "\n  namespace: payments\nspec:\n  certificates:\n" + sources;
    }

    private static String shared(String name) {
        return bundle(name, source("configMap"));
    }

    private static String source(String kind) {
        return "    - " + kind + ": {name: cas, key: ca.crt}\n";
    }

    private static String inline(HeldCertificate ca) {
        return "    - inline: |\n" + ca.pem().indent(8);
    }

    private static String configMap(HeldCertificate... cas) {
        StringBuilder pem = new StringBuilder();
        Stream.of(cas).forEach(ca -> pem.append(ca.pem()));
        return "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: cas, namespace: payments}\ndata:\n  ca.crt: |\n"
                + pem.toString().indent(4);
    }

    private static String secret(HeldCertificate leaf) {
        return "---\napiVersion: v1\nkind: Secret\ntype: kubernetes.io/tls\n"
                + "metadata: {name: worker, namespace: payments, labels: {app: worker}}\nstringData:\n  tls.crt: |\n"
                + leaf.pem().indent(4);
    }

    private static String secretWithKey(HeldCertificate leaf) {
        return secret(leaf) + "  tls.key: |\n" + leaf.privateKeyPem().indent(4);
    }

    private static String filter(String name, String commonName) {
        return filter(name, "accounting", commonName);
    }

    private static String filter(String name, String bundle, String commonName) {
        return "---\napiVersion: namespacecerts.dev/v1alpha1\nkind: CertificateFilter\nmetadata: {name: " + name
                + ", namespace: payments}\nspec: {bundleRef: {name: " + bundle + "}, commonName: '" + commonName
                + "'}\n";
    }
}
