package dev.namespacecerts.cli.cluster;

import dev.namespacecerts.api.v1alpha1.BundleUsage;
import dev.namespacecerts.api.v1alpha1.CertificateSummary;
import dev.namespacecerts.api.v1alpha1.FilterCount;
import dev.namespacecerts.api.v1alpha1.PublishSpec;
import dev.namespacecerts.api.v1alpha1.PublishedObject;
import dev.namespacecerts.api.v1alpha1.RotationStatus;
import dev.namespacecerts.api.v1alpha1.RuleViolation;
import dev.namespacecerts.cli.cluster.BundleView.Reported;
import dev.namespacecerts.evaluate.ConditionTypes;
import dev.namespacecerts.rules.Wording;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The status of bundles for a person: one block for each. */
public final class StatusText {
    private static final int INDENT = 18;
    private static final int DETAIL = 4;
    private static final int LONGEST_RULE = 16;

    private final BundleView view;
    private final List<String> lines = new ArrayList<>();

    private StatusText(BundleView view) {
        this.view = view;
    }

    /** The lines, at most 80 columns wide. */
    public static List<String> of(List<BundleView> views) {
        List<String> all = new ArrayList<>();
        for (BundleView view : views) {
            if (!all.isEmpty()) {
                all.add("");
            }
            StatusText text = new StatusText(view);
            text.block();
            all.addAll(text.lines);
        }
        return all;
    }

    private void block() {
        lines.addAll(Columns.wrap("", 0, view.namespace() + "/" + view.name() + ": " + view.verdict()));
        String temporal = view.bundle().getSpec().temporalNamespace();
        row("Temporal", temporal == null ? "no Temporal Namespace" : temporal + state(ConditionTypes.CLAIMED));
        certificates();
        row("Published", published());
        rotation();
        step("Synchronized", ConditionTypes.SYNCHRONIZED);
        step("Demo", ConditionTypes.DEMO_ISSUED);
        FilterCount filters = view.status().filters();
        if (filters != null && filters.total() > 0) {
            row("Filters", filters.accepted() + " of " + filters.total() + " accepted");
        }
        if (view.clientSummary().total() > 0) {
            row(
                    "Clients",
                    view.clientSummary().accepted() + " of "
                            + view.clientSummary().total() + " accepted");
        }
        List<Reported> violations = view.violations();
        if (!view.ready() && violations.stream().noneMatch(Reported::isError)) {
            view.condition(ConditionTypes.READY).map(Condition::getMessage).ifPresent(why -> row("Message", why));
        }
        violations.forEach(this::violation);
        if (view.unlisted() > 0) {
            lines.add("  and " + Wording.count(view.unlisted(), "more violation"));
        }
        row("Next step", view.nextStep());
    }

    private void row(String label, String text) {
        lines.addAll(Columns.wrap("  " + label, INDENT, text));
    }

    private void certificates() {
        BundleUsage usage = view.status().usage();
        if (usage == null) {
            return;
        }
        row(
                "CAs",
                usage.certificates() + " of " + usage.certificateLimit() + ", " + usage.bytes() + " of "
                        + usage.byteLimit() + " bytes");
        for (CertificateSummary certificate : BundleView.of(view.status().certificates())) {
            OptionalLong days = view.daysLeft(certificate.notAfter());
            String left = days.isEmpty() ? "?" : days.getAsLong() < 0 ? "expired" : days.getAsLong() + " d left";
            String start = Columns.pad("    " + left, INDENT) + Columns.pad(String.valueOf(certificate.role()), 14);
            lines.add(start + Columns.cell(String.valueOf(certificate.subject()), Columns.WIDTH - start.length()));
        }
    }

    private String published() {
        PublishSpec target = view.bundle().getSpec().publish();
        PublishedObject published = view.status().published();
        if (published == null || published.kind() == null) {
            return target == null ? "nowhere, spec.publish is not set" : "not yet" + state(ConditionTypes.PUBLISHED);
        }
        boolean done = view.condition(ConditionTypes.PUBLISHED)
                .filter(condition -> "True".equals(condition.getStatus()))
                .isPresent();
        BundleUsage usage = view.status().usage();
        return published.kind() + " " + published.name() + ", key " + published.key()
                + (done
                        ? usage == null ? "" : ", " + Wording.count(usage.certificates(), "CA")
                        : ", but not the newest CAs" + state(ConditionTypes.PUBLISHED));
    }

    private void rotation() {
        RotationStatus rotation = view.status().rotation();
        if (rotation != null && rotation.phase() != null && rotation.phase() != RotationStatus.Phase.Complete) {
            int kept = BundleView.of(rotation.retained()).size();
            row(
                    "Rotation",
                    rotation.phase() + ", " + Wording.count(kept, "CA") + " removed from the spec, still published");
        }
    }

    private void step(String label, String type) {
        view.condition(type)
                .ifPresent(condition ->
                        row(label, "True".equals(condition.getStatus()) ? "yes" : "no, " + condition.getReason()));
    }

    private String state(String type) {
        Optional<Condition> condition = view.condition(type);
        return condition.map(found -> ", " + found.getReason()).orElse("");
    }

    private void violation(Reported reported) {
        RuleViolation violation = reported.violation();
        String source = reported.filter()
                .map(filter -> "Filter " + filter + ": ")
                .orElse(
                        // A message about a block names its source
                        violation.source() == null
                                        || violation.position() != null
                                        || violation.message().contains(violation.source())
                                ? ""
                                : violation.source() + ": ");
        lines.addAll(Columns.wrap(
                "  " + violation.severity() + " " + Columns.cell(violation.rule(), LONGEST_RULE) + " ",
                DETAIL,
                source + violation.message() + (violation.remedy() == null ? "" : " " + violation.remedy())));
    }
}
