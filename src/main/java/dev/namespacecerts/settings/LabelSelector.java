package dev.namespacecerts.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A label selector of Kubernetes, as {@code kubectl get -l} takes it. The API server selects by the same text, so this rejects
 * what the API server might read in another way.
 *
 * @param text for the API server; empty if every object is selected
 * @param requirements all of them must hold
 */
public record LabelSelector(String text, List<Predicate<Map<String, String>>> requirements) {
    /** Selects every object. */
    public static final LabelSelector ALL = new LabelSelector("", List.of());

    private static final String NAME = "[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
    private static final String PREFIX = "[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?/";
    private static final String KEY = "((?:" + PREFIX + ")?" + NAME + ")";
    private static final Pattern EXISTS = Pattern.compile("(!?)\\s*" + KEY);
    private static final Pattern EQUALS = Pattern.compile(KEY + "\\s*(=|==|!=)\\s*(" + NAME + ")");
    private static final Pattern IN =
            Pattern.compile(KEY + "\\s+(in|notin)\\s*\\(\\s*(" + NAME + "(?:\\s*,\\s*" + NAME + ")*)\\s*\\)");
    private static final Set<String> OPERATORS = Set.of("in", "notin");

    /** A comma that is not in parentheses. */
    private static final Pattern BETWEEN = Pattern.compile(",(?![^()]*\\))");

    /**
     * Reads a selector: {@code key=value}, {@code key!=value}, {@code key in (a,b)}, {@code key notin (a,b)}, {@code key} and
     * {@code !key}, separated by commas.
     *
     * @throws IllegalArgumentException where it is malformed; the message quotes the part
     */
    public static LabelSelector parse(String selector) {
        if (selector.isBlank()) {
            return ALL;
        }
        List<Predicate<Map<String, String>>> requirements = new ArrayList<>();
        for (String part : BETWEEN.split(selector, -1)) {
            requirements.add(requirement(part.strip()));
        }
        return new LabelSelector(selector.strip(), List.copyOf(requirements));
    }

    private static Predicate<Map<String, String>> requirement(String part) {
        Matcher exists = EXISTS.matcher(part);
        if (exists.matches() && !OPERATORS.contains(exists.group(2))) {
            String key = exists.group(2);
            return exists.group(1).isEmpty() ? labels -> labels.containsKey(key) : labels -> !labels.containsKey(key);
        }
        Matcher equals = EQUALS.matcher(part);
        if (equals.matches()) {
            return in(equals.group(1), Set.of(equals.group(3)), !equals.group(2).equals("!="));
        }
        Matcher in = IN.matcher(part);
        if (in.matches()) {
            Set<String> values =
                    Stream.of(in.group(3).split(",")).map(String::strip).collect(Collectors.toSet());
            return in(in.group(1), values, in.group(2).equals("in"));
        }
        throw new IllegalArgumentException(part);
    }

    /** As in Kubernetes, an object without the label satisfies "not in". */
    private static Predicate<Map<String, String>> in(String key, Set<String> values, boolean expected) {
        return labels -> (labels.containsKey(key) && values.contains(labels.get(key))) == expected;
    }

    /** Whether an object with these labels is selected. */
    public boolean matches(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> requirement.test(labels));
    }

    /** Whether it selects every object. */
    public boolean selectsAll() {
        return requirements.isEmpty();
    }
}
