package dev.namespacecerts.lint;

import dev.namespacecerts.lint.LintResult.JudgedObject;
import dev.namespacecerts.manifest.Document;
import dev.namespacecerts.manifest.Manifests;
import dev.namespacecerts.manifest.Problem;
import dev.namespacecerts.manifest.Unjudged;
import dev.namespacecerts.schema.CustomResourceSchema;
import dev.namespacecerts.schema.SchemaProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Judges manifests as the operator does, without a cluster. */
public final class Linter {
    private static final String UNREADABLE = "Unreadable";
    private static final String SCHEMA = "Schema";
    private static final String OTHER_GROUP =
            "There is no such kind in this API group: apiVersion must be namespacecerts.dev/v1alpha1.";
    private static final String ENCRYPTED = "Encrypted";
    static final String NOT_JUDGED = "NotJudged";

    private final Manifests manifests;
    private final LintOptions options;
    private final Findings findings = new Findings();
    private final ObjectIndex index = new ObjectIndex();
    private final UnjudgedObjects unjudged = new UnjudgedObjects();
    private final List<Document> makers = new ArrayList<>();
    private final List<JudgedObject> judged = new ArrayList<>();
    private int clients;

    private Linter(Manifests manifests, LintOptions options) {
        this.manifests = manifests;
        this.options = options;
    }

    public static LintResult lint(Manifests manifests, LintOptions options) {
        return new Linter(manifests, options).lint(bundle -> {});
    }

    /** The findings, with the bundles that they are about. */
    public static Evaluation evaluate(Manifests manifests, LintOptions options) {
        Linter linter = new Linter(manifests, options);
        List<JudgedBundle> bundles = new ArrayList<>();
        LintResult result = linter.lint(bundles::add);
        return new Evaluation(result, List.copyOf(bundles), List.copyOf(linter.index.filters()), linter.repository());
    }

    private Repository repository() {
        return new Repository(index, new MissingObjects(index, makers, unjudged), options.now());
    }

    private LintResult lint(Consumer<JudgedBundle> bundles) {
        for (Problem problem : manifests.problems()) {
            findings.add(UNREADABLE, Level.Error, problem.place(), null, null, problem.message(), null);
        }
        index();
        Conflicts conflicts = new Conflicts(findings);
        conflicts.duplicates(manifests.documents());
        conflicts.claims(index.bundles());
        MissingObjects missing = new MissingObjects(index, makers, unjudged);
        new Repository(index, missing, options.now()).judged().forEach(bundle -> {
            boolean moreFilters = unjudged.mayHaveFilters(bundle.held().document());
            new BundleLint(bundle, index, missing, findings, options.strict(), moreFilters).report();
            clients += bundle.judgement().clients().size();
            bundles.accept(bundle);
        });
        FilterLint filters = new FilterLint(index, unjudged, findings, options.strict());
        index.filters().forEach(filters::report);
        return new LintResult(
                findings.sorted(),
                judged.stream().distinct().toList(),
                clients,
                manifests.files(),
                manifests.problems().isEmpty());
    }

    private void index() {
        manifests.unjudged().forEach(found -> unjudged(found, NOT_JUDGED));
        for (Document document : manifests.documents()) {
            if (MissingObjects.isEncrypted(document)) {
                unjudged(
                        new Unjudged(
                                document.unit(),
                                document,
                                document.place(""),
                                "is encrypted with SOPS",
                                "Leave it unencrypted: it holds nothing secret."),
                        ENCRYPTED);
            } else {
                add(document);
            }
        }
    }

    private void unjudged(Unjudged found, String id) {
        unjudged.add(found);
        Document document = found.document();
        if (document != null) {
            index.addUnjudged(document);
        }
        if (document == null || document.isOurs()) {
            findings.add(
                    id,
                    options.strict() ? Level.Error : Level.Note,
                    found.place(),
                    document == null ? null : ObjectName.of(document),
                    null,
                    "It " + found.reason() + " and was not judged.",
                    found.remedy());
        }
    }

    private void add(Document document) {
        switch (document.kind()) {
            case "NamespaceCertificateBundle" -> bundle(document);
            case "CertificateFilter" -> filter(document);
            case "ConfigMap" ->
                index.addConfigMap(new Held<>(
                        document, ObjectReader.configMap(document, (path, why) -> refused(document, path, why))));
            case "Secret" ->
                index.addSecret(new Held<>(
                        document, ObjectReader.secret(document, (path, why) -> refused(document, path, why))));
            default -> {
                if (document.isOurs()) {
                    schema(document);
                } else {
                    makers.add(document);
                }
            }
        }
    }

    private void bundle(Document document) {
        boolean accepted = schema(document);
        var held = new Held<>(document, ObjectReader.bundle(document, accepted));
        index.addBundle(held);
        judged.add(new JudgedObject(held.name(), document.place("")));
    }

    private void filter(Document document) {
        boolean accepted = schema(document);
        var held = new Held<>(document, ObjectReader.filter(document, accepted));
        index.addFilter(held);
        judged.add(new JudgedObject(held.name(), document.place("")));
    }

    /** Whether the API server would accept the object. What kubectl or it would refuse are findings. */
    private boolean schema(Document document) {
        document.duplicates().forEach(path -> refused(document, path, "The field is there twice."));
        List<SchemaProblem> problems = CustomResourceSchema.of(document.apiVersion(), document.kind())
                .map(schema -> schema.check(document.content()))
                .orElse(List.of(new SchemaProblem("apiVersion", OTHER_GROUP)));
        problems.forEach(problem -> refused(document, problem.path(), problem.message()));
        return problems.isEmpty();
    }

    private void refused(Document document, String path, String why) {
        findings.add(SCHEMA, Level.Error, document.place(path), ObjectName.of(document), path, why, null);
    }
}
