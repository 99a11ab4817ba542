package dev.namespacecerts.cli;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.FilterPolicy;
import dev.namespacecerts.cli.failure.CommandException;
import dev.namespacecerts.cli.filters.BundleFilters;
import dev.namespacecerts.export.ExportFormat;
import dev.namespacecerts.export.ExportedBundle;
import dev.namespacecerts.lint.Evaluation;
import dev.namespacecerts.lint.Finding;
import dev.namespacecerts.lint.JudgedBundle;
import dev.namespacecerts.lint.Level;
import dev.namespacecerts.lint.LintOptions;
import dev.namespacecerts.lint.Linter;
import dev.namespacecerts.lint.ObjectName;
import dev.namespacecerts.manifest.ManifestReader;
import dev.namespacecerts.manifest.Manifests;
import dev.namespacecerts.rules.JudgedCertificate;
import dev.namespacecerts.x509.DisplayText;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The bundle to export, judged among the manifests of a repository. */
final class ExportSource {
    /** Findings about a filter that may belong to any bundle, because it could not be read as the API server would. */
    private static final Set<String> UNREAD = Set.of("Unreadable", "Schema", "Encrypted");

    private final JudgedBundle judged;
    private final List<Finding> findings;

    private ExportSource(JudgedBundle judged, List<Finding> findings) {
        this.judged = judged;
        this.findings = findings;
    }

    /**
     * Finds and judges the bundle.
     *
     * @param bundle {@code name}, {@code namespace/name}, or a file with one bundle if there are no paths
     * @param paths files and folders; empty for the current folder
     */
    static ExportSource find(String bundle, List<String> paths, InputStream in, Instant now) throws CommandException {
        boolean file = paths.isEmpty() && isFile(bundle);
        Manifests manifests =
                ManifestReader.read(file ? List.of(bundle) : paths.isEmpty() ? List.of(".") : paths, List.of(), in);
        BundleFilters.checkComplete(manifests);
        LintOptions options = new LintOptions(now, true);
        Evaluation evaluation = Linter.evaluate(manifests, options);
        List<JudgedBundle> found = evaluation.bundles().stream()
                .filter(judged -> file || isNamed(judged.held().name(), bundle))
                .toList();
        if (found.size() != 1) {
            throw new CommandException(
                    found.isEmpty()
                            ? none(bundle, file, manifests)
                            : "There are several bundles: " + names(found)
                                    + ". Choose one by <namespace>/<name>, or its folder with -f.");
        }
        BundleFilters.check(manifests, found.get(0).held().name().name());
        return new ExportSource(found.get(0), evaluation.result().findings());
    }

    private static boolean isFile(String bundle) {
        try {
            return Files.isRegularFile(Path.of(bundle));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isNamed(ObjectName name, String bundle) {
        return bundle.equals(name.name()) || bundle.equals(name.namespace() + "/" + name.name());
    }

    private static String none(String bundle, boolean file, Manifests manifests) {
        String shown = DisplayText.quoted(bundle, Commands.SHOWN);
        return file
                ? "File " + shown + " has no readable NamespaceCertificateBundle."
                : "There is no readable NamespaceCertificateBundle " + shown + " in " + manifests.files()
                        + " files. Choose others with -f.";
    }

    private static String names(List<JudgedBundle> bundles) {
        return bundles.stream()
                .map(judged -> BundleFilters.shown(judged.held().document().place("")))
                .collect(Collectors.joining(", "));
    }

    /** The findings about the bundle and its filters: in a cluster, Errors among them block it. */
    List<Finding> findings() {
        Set<String> filters = judged.objects().filters().stream()
                .map(filter -> filter.getMetadata().getName())
                .collect(Collectors.toSet());
        ObjectName name = judged.held().name();
        return findings.stream()
                .filter(finding -> finding.object() != null)
                .filter(finding -> finding.object().equals(name)
                        || isFilterOf(name.namespace(), finding.object())
                                && (filters.contains(finding.object().name()) || UNREAD.contains(finding.id())))
                .toList();
    }

    /** Whether it is a filter that may be in a Kubernetes namespace. */
    private static boolean isFilterOf(String namespace, ObjectName object) {
        return object.kind().equals("CertificateFilter")
                && (namespace.isEmpty()
                        || object.namespace().isEmpty()
                        || object.namespace().equals(namespace));
    }

    /** Whether the bundle and its filters are valid. */
    boolean valid() {
        return judged.valid() && findings().stream().noneMatch(finding -> finding.level() == Level.Error);
    }

    /** Why the valid bundle cannot be exported in a format. */
    Optional<String> obstacle(ExportFormat format) {
        if (judged.held().object().getSpec().demo() != null) {
            return Optional.of(
                    "The bundle has spec.demo. Its CA is issued in the cluster, so it cannot be exported from"
                            + " manifests.");
        }
        if (format.hasFilters()) {
            return isRequired() && filters().isEmpty()
                    ? Optional.of("spec.filterPolicy is Required and no CertificateFilter refers to the bundle. Without"
                            + " filters, Temporal Cloud accepts every client of these CAs.")
                    : format.problem(bundle());
        }
        return judged.judgement().mayPublishWellKnown()
                ? Optional.empty()
                : judged.judgement().verdict().certificates().stream()
                        .filter(JudgedCertificate::wellKnown)
                        .findFirst()
                        .map(publicCa ->
                                publicCa.name() + " is a public CA, which issues certificates to everybody. It is"
                                        + " acceptable only with filters, which a Temporal server does not have. Remove it, or set"
                                        + " spec.publish.wellKnownAuthorities to Allow.");
    }

    private boolean isRequired() {
        return judged.held().object().getSpec().filterPolicy() == FilterPolicy.Required;
    }

    private List<CertificateFilter> filters() {
        return judged.objects().filters();
    }

    /** The bundle as the operator would publish it. */
    ExportedBundle bundle() {
        return new ExportedBundle(
                judged.held().object().getMetadata().getName(),
                Optional.ofNullable(judged.held().object().getSpec().temporalNamespace()),
                judged.judgement().succession().order(),
                judged.judgement().filters().wanted());
    }
}
