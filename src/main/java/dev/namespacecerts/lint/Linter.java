package dev.namespacecerts.lint;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.RuleViolation;
import dev.namespacecerts.evaluate.Claim;
import dev.namespacecerts.evaluate.NamedFilters;
import dev.namespacecerts.evaluate.ViolationReport;
import dev.namespacecerts.lint.LintResult.JudgedObject;
import dev.namespacecerts.manifest.Document;
import dev.namespacecerts.manifest.Manifests;
import dev.namespacecerts.manifest.Problem;
import dev.namespacecerts.manifest.Unjudged;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.filter.FilterJudge;
import dev.namespacecerts.rules.filter.NamedFilter;
import dev.namespacecerts.schema.CustomResourceSchema;
import dev.namespacecerts.schema.SchemaProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges manifests as the operator does, without a cluster. */
public final class Linter {
    private static final String UNREADABLE = "Unreadable";
    private static final String SCHEMA = "Schema";
    private static final String DUPLICATE = "Duplicate";
    private static final String CLAIMED = "Claimed";
    private static final String ENCRYPTED = "Encrypted";
    private static final String NOT_JUDGED = "NotJudged";

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
        return new Linter(manifests, options).lint();
    }

    /** The bundles of manifests, without findings. */
    public static Repository repository(Manifests manifests, LintOptions options) {
        Linter linter = new Linter(manifests, options);
        linter.index();
        return new Repository(
                linter.index, new MissingObjects(linter.index, linter.makers, linter.unjudged), options.now());
    }

    private LintResult lint() {
        for (Problem problem : manifests.problems()) {
            findings.add(UNREADABLE, Level.Error, problem.place(), null, null, problem.message(), null);
        }
        index();
        duplicates();
        claims();
        MissingObjects missing = new MissingObjects(index, makers, unjudged);
        new Repository(index, missing, options.now()).judged().forEach(bundle -> {
            boolean moreFilters = unjudged.mayHaveFilters(bundle.held().document());
            new BundleLint(bundle, index, missing, findings, options.strict(), moreFilters).report();
            clients += bundle.judgement().clients().size();
        });
        index.filters().forEach(this::filter);
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
            if (document.content().path("sops").isObject()) {
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
                    document == null ? null : name(document),
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
        var held = new Held<>(document, ObjectReader.custom(document, NamespaceCertificateBundle.class));
        if (accepted) {
            held.object().unreadable().ifPresent(why -> refused(document, "spec", why));
        }
        index.addBundle(held);
        judged.add(new JudgedObject(held.name(), document.place("")));
    }

    private void filter(Document document) {
        boolean accepted = schema(document);
        var held = new Held<>(document, ObjectReader.custom(document, CertificateFilter.class));
        if (accepted) {
            held.object().unreadable().ifPresent(why -> refused(document, "spec", why));
        }
        index.addFilter(held);
        judged.add(new JudgedObject(held.name(), document.place("")));
    }

    /** Whether the API server would accept the object. What kubectl or it would refuse are findings. */
    private boolean schema(Document document) {
        document.duplicates().forEach(path -> refused(document, path, "The field is there twice."));
        List<SchemaProblem> problems = CustomResourceSchema.of(document.apiVersion(), document.kind())
                .map(schema -> schema.check(document.content()))
                .orElse(List.of());
        problems.forEach(problem -> refused(document, problem.path(), problem.message()));
        return problems.isEmpty();
    }

    private void refused(Document document, String path, String why) {
        findings.add(SCHEMA, Level.Error, document.place(path), name(document), path, why, null);
    }

    private static ObjectName name(Document document) {
        return new ObjectName(document.kind(), document.namespace(), document.name());
    }

    /** The same object twice in one folder. In several folders, they may be for several clusters. */
    private void duplicates() {
        Map<List<Object>, Document> first = new HashMap<>();
        for (Document document : manifests.documents()) {
            String folder = document.file().substring(0, document.file().lastIndexOf('/') + 1);
            Document earlier = first.putIfAbsent(
                    List.of(document.unit(), folder, document.kind(), document.namespace(), document.name()), document);
            if (earlier != null && !document.name().isEmpty()) {
                findings.add(
                        DUPLICATE,
                        Level.Error,
                        document.place("metadata.name"),
                        name(document),
                        "metadata.name",
                        "The same object is also in " + earlier.file() + ", line "
                                + earlier.place("").line() + ". Only the one that is applied last counts.",
                        "Delete one of the two, or rename it.");
            }
        }
    }

    /** As in a cluster, the oldest bundle of a Temporal Namespace wins: in Git, the first one. */
    private void claims() {
        Map<List<Object>, Held<NamespaceCertificateBundle>> winners = new HashMap<>();
        for (Held<NamespaceCertificateBundle> held : index.bundles()) {
            for (String key : Claim.keys(held.object())) {
                Held<NamespaceCertificateBundle> winner =
                        winners.putIfAbsent(List.of(held.document().unit().path(), key), held);
                if (winner != null && !winner.name().equals(held.name()) && !isSameText(winner, held)) {
                    findings.add(
                            CLAIMED,
                            Level.Error,
                            held.document().place("spec.temporalNamespace"),
                            held.name(),
                            "spec.temporalNamespace",
                            "The Temporal Namespace is also claimed by " + winner.name() + " ("
                                    + winner.document().file() + "). The older one of two bundles has it, and the other"
                                    + " is not ready.",
                            "Delete one of the two. If they are for two clusters, lint the folder of each by itself.");
                }
            }
        }
    }

    /** Whether two are builds of one file, which may be for two clusters. */
    private static boolean isSameText(Held<?> one, Held<?> other) {
        return one.document().place("").equals(other.document().place(""));
    }

    private void filter(Held<CertificateFilter> held) {
        CertificateFilter filter = held.object();
        if (filter.unreadable().isPresent()) {
            return;
        }
        String name = filter.getSpec().bundleRef().name();
        Optional<Held<NamespaceCertificateBundle>> bundle = index.bundle(held.document(), name);
        List<NamedFilter> siblings = bundle.stream()
                .flatMap(found -> index.filtersOf(found).stream())
                .filter(other ->
                        other.object() != filter && other.object().unreadable().isEmpty())
                .map(other -> NamedFilters.of(other.object()))
                .toList();
        boolean there = bundle.isPresent()
                || unjudged.find(held.document(), "NamespaceCertificateBundle", name)
                        .isPresent();
        Optional<String> missing = there ? Optional.empty() : Optional.of(name);
        for (RuleViolation violation :
                ViolationReport.of(FilterJudge.judge(NamedFilters.of(filter), missing, siblings))) {
            boolean open = violation.rule().equals(Rule.CF_5.id())
                    && !options.strict()
                    && unjudged.mayHoldMore(held.document());
            findings.add(
                    violation,
                    open ? Level.Note : Level.valueOf(violation.severity().name()),
                    held.document().place(violation.source()),
                    null,
                    held.name(),
                    violation.message() + (open ? BundleLint.MAY_BE_THERE : ""));
        }
    }
}
