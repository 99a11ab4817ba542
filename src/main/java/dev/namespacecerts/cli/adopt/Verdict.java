package dev.namespacecerts.cli.adopt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.RuleViolation;
import dev.namespacecerts.api.v1alpha1.RuleViolation.Severity;
import dev.namespacecerts.evaluate.BundleObjects;
import dev.namespacecerts.evaluate.BundleReport;
import dev.namespacecerts.evaluate.Claim;
import dev.namespacecerts.evaluate.CloudEvaluation;
import dev.namespacecerts.evaluate.Conditions;
import dev.namespacecerts.evaluate.FilterReport;
import dev.namespacecerts.evaluate.Judgement;
import dev.namespacecerts.evaluate.NamedFilters;
import dev.namespacecerts.evaluate.Outcome;
import dev.namespacecerts.evaluate.RotationRecord;
import dev.namespacecerts.evaluate.SourceTexts;
import dev.namespacecerts.evaluate.SyncRecord;
import dev.namespacecerts.json.ApiServerJson;
import dev.namespacecerts.rules.BundleLimits;
import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.rules.ca.BundleJudge;
import dev.namespacecerts.rules.filter.FilterJudge;
import dev.namespacecerts.rules.filter.NamedFilter;
import dev.namespacecerts.seal.Seals;
import dev.namespacecerts.sync.CloudNamespace;
import dev.namespacecerts.sync.Hold;
import dev.namespacecerts.sync.SyncLimits;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the operator would say about manifests.
 *
 * @param lines for the user
 * @param valid whether no rule has an Error
 */
public record Verdict(List<String> lines, boolean valid) {
    private static final ObjectMapper JSON = ApiServerJson.mapper();
    private static final Seals UNUSED = new Seals(() -> new byte[] {0}); // seals records, which need a status before

    /**
     * Evaluates manifests as the operator does.
     *
     * @param there the Temporal Cloud Namespace that they were made of; empty if they were made of files
     */
    public static Verdict of(List<JsonNode> manifests, Optional<CloudNamespace> there, Instant now) {
        NamespaceCertificateBundle bundle = read(manifests.get(0), NamespaceCertificateBundle.class);
        List<CertificateFilter> filters = manifests.stream()
                .skip(1)
                .map(manifest -> read(manifest, CertificateFilter.class))
                .sorted(Comparator.comparing(filter -> filter.getMetadata().getName()))
                .toList();
        BundleObjects objects = new BundleObjects(
                bundle,
                new SourceTexts(bundle.getSpec().certificates(), name -> Optional.empty(), name -> Optional.empty())
                        .collect(),
                filters,
                List.of(),
                Claim.NONE,
                RotationRecord.NONE);
        BundleJudge judge = new BundleJudge(BundleLimits.TEMPORAL_CLOUD, WellKnownAuthorities.bundled());
        Judgement judgement = Judgement.of(objects, Optional.empty(), judge, now);
        Outcome outcome = new Outcome(objects, judgement, Optional.empty(), Optional.empty(), Optional.empty());
        var status = BundleReport.of(outcome, UNUSED, now).status();
        List<String> lines = new ArrayList<>();
        add(lines, bundle, "Ready", status.conditions(), status.violations());
        there.ifPresent(read -> lines.add(synchronised(objects, judgement, read, now)));
        for (CertificateFilter filter : filters) {
            List<NamedFilter> siblings = filters.stream()
                    .filter(other -> other != filter)
                    .map(NamedFilters::of)
                    .toList();
            var ofFilter = FilterReport.of(
                            filter, FilterJudge.judge(NamedFilters.of(filter), Optional.empty(), siblings), null, now)
                    .status();
            if (!ofFilter.violations().isEmpty()) {
                add(lines, filter, "Accepted", ofFilter.conditions(), ofFilter.violations());
            }
        }
        return new Verdict(
                List.copyOf(lines),
                judgement.verdict().valid() && judgement.filters().rejected().isEmpty());
    }

    private static String synchronised(BundleObjects objects, Judgement judgement, CloudNamespace there, Instant now) {
        CloudEvaluation evaluation = CloudEvaluation.of(
                objects,
                CloudEvaluation.wanted(objects.bundle(), judgement),
                there,
                SyncRecord.NONE,
                SyncLimits.today(),
                now);
        Optional<Hold> hold = evaluation.plan().hold();
        return "  Synchronized: "
                + hold.map(why -> "False, " + why.reason() + ". " + why.message())
                        .orElse("True. Mode Observe shows no difference.");
    }

    private static void add(
            List<String> lines,
            HasMetadata object,
            String type,
            List<Condition> conditions,
            List<RuleViolation> violations) {
        Condition condition = Conditions.find(conditions, type).orElseThrow();
        lines.add(object.getKind() + " \"" + object.getMetadata().getName() + "\"");
        boolean errors = violations.stream().anyMatch(violation -> violation.severity() == Severity.Error);
        lines.add("  " + type + ": " + condition.getStatus() + ", " + condition.getReason() + "."
                + (errors ? "" : " " + condition.getMessage())); // else it repeats the first Error
        violations.forEach(violation -> lines.add("  " + line(violation)));
    }

    private static String line(RuleViolation violation) {
        return violation.severity() + " " + violation.rule() + " at " + violation.source()
                + (violation.position() == null ? "" : ", block " + violation.position()) + ": "
                + violation.message() + (violation.remedy() == null ? "" : " " + violation.remedy());
    }

    private static <T extends HasMetadata> T read(JsonNode manifest, Class<T> type) {
        try {
            T object = JSON.treeToValue(manifest, type);
            object.getMetadata().setGeneration(1L);
            return object;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the manifests are of this API", e);
        }
    }
}
