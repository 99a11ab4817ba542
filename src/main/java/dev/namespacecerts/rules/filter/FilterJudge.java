package dev.namespacecerts.rules.filter;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.x509.DisplayText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Evaluates certificate filters. */
public final class FilterJudge {
    private static final int SHOWN = 128;
    private static final int LONGEST_NAME = 253;

    private FilterJudge() {}

    /**
     * The violations of a filter, Errors first. Without an Error, the filter is accepted.
     *
     * @param missingBundle name of the referenced bundle if it does not exist; else empty
     * @param siblings the other filters of the bundle
     */
    public static List<Violation> judge(
            NamedFilter filter, Optional<String> missingBundle, List<NamedFilter> siblings) {
        List<Violation> violations = new ArrayList<>();
        Map<String, String> fields = filter.fields().set();
        missingBundle.map(FilterJudge::withoutBundle).ifPresent(violations::add);
        if (fields.isEmpty()) {
            violations.add(withoutField(filter.fields().blank()));
        }
        Optional<Map<String, FilterPattern>> patterns = patterns(fields, violations);
        if (patterns.isPresent() && !fields.isEmpty()) {
            compare(patterns.get(), siblings, violations);
        }
        violations.sort(Comparator.comparing(Violation::severity));
        return violations;
    }

    private static Violation withoutBundle(String bundle) {
        String shown = "NamespaceCertificateBundle " + DisplayText.quoted(bundle, LONGEST_NAME);
        return Violation.error(Rule.CF_5)
                .at("spec.bundleRef.name")
                .found("no " + shown)
                .allowed("one in the same Kubernetes namespace")
                .because(
                        shown + " (spec.bundleRef.name) does not exist in this Kubernetes namespace.",
                        "Create it, or delete this filter and create one that refers to another bundle.");
    }

    /** @param blank names of the fields that are present, but count as not set */
    private static Violation withoutField(List<String> blank) {
        String allowed = "at least one of " + String.join(", ", FilterFields.NAMES);
        Violation.Builder error = Violation.error(Rule.CF_1).allowed(allowed);
        String remedy = "Set " + allowed + ".";
        if (blank.isEmpty()) {
            return error.at("spec").found("no field").because("The filter sets no field.", remedy);
        }
        String names = blank.stream().map(name -> "spec." + name).collect(Collectors.joining(" and "));
        return error.at("spec." + blank.get(0))
                .found("a blank field")
                .because(
                        names + (blank.size() == 1 ? " is" : " are")
                                + " empty or only white space, which counts as not set. No other field is set.",
                        remedy);
    }

    private static Optional<Map<String, FilterPattern>> patterns(
            Map<String, String> fields, List<Violation> violations) {
        Map<String, FilterPattern> patterns = new HashMap<>();
        boolean complete = true;
        for (Map.Entry<String, String> field : fields.entrySet()) {
            Optional<FilterPattern> pattern = FilterPattern.parse(field.getValue());
            if (pattern.isEmpty()) {
                complete = false;
                String shown = shown(field.getValue());
                violations.add(Violation.error(Rule.CF_2)
                        .at("spec." + field.getKey())
                        .found(shown)
                        .allowed("at most one *, at the beginning or at the end, with other text")
                        .because(
                                "spec." + field.getKey() + " " + shown + " " + FilterPattern.problem(field.getValue())
                                        + ". Temporal Cloud accepts one *, at the beginning or at the end.",
                                "Write *text or text*. For several patterns, create several filters."));
            } else {
                patterns.put(field.getKey(), pattern.get());
                if (pattern.get().isPrefixWithDot()) {
                    String shown = shown(field.getValue());
                    violations.add(Violation.warning(Rule.CF_2)
                            .at("spec." + field.getKey())
                            .found(shown)
                            .allowed("a prefix that does not start with a dot")
                            .because(
                                    "Temporal Cloud's documentation lists patterns like " + shown
                                            + " as invalid, although its text allows them. Temporal Cloud may reject this"
                                            + " filter.",
                                    "Use a pattern that does not start with a dot."));
                }
            }
        }
        return complete ? Optional.of(patterns) : Optional.empty();
    }

    private static String shown(String value) {
        return DisplayText.quoted(value, SHOWN);
    }

    /** CF-4: another filter that matches the same certificates, or more. */
    private static void compare(
            Map<String, FilterPattern> patterns, List<NamedFilter> siblings, List<Violation> violations) {
        for (NamedFilter sibling : siblings) {
            Optional<Map<String, FilterPattern>> theirs =
                    patterns(sibling.fields().set(), new ArrayList<>());
            if (theirs.isEmpty() || theirs.get().isEmpty()) {
                continue;
            }
            if (theirs.get().equals(patterns)) {
                violations.add(redundant(
                        "CertificateFilter \"" + sibling.name() + "\" has the same fields", "Delete one of the two."));
            } else if (covers(theirs.get(), patterns)) {
                violations.add(redundant(
                        "CertificateFilter \"" + sibling.name()
                                + "\" is broader and matches every certificate that this one matches",
                        "Delete this one, or narrow the other."));
            }
        }
    }

    private static Violation redundant(String what, String remedy) {
        return Violation.warning(Rule.CF_4)
                .at("spec")
                .found(what)
                .allowed("filters that each match certificates that no other one matches")
                .because(what + ".", remedy);
    }

    /** Whether one filter matches every certificate that another matches. A filter with fewer fields matches more. */
    private static boolean covers(Map<String, FilterPattern> broad, Map<String, FilterPattern> narrow) {
        return broad.entrySet().stream()
                .allMatch(field ->
                        narrow.containsKey(field.getKey()) && field.getValue().covers(narrow.get(field.getKey())));
    }
}
