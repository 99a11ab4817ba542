package dev.namespacecerts.rules.path;

import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.DistinguishedName;
import dev.namespacecerts.x509.PathPolicies;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares names and policies on paths: at most 250,000 comparisons. A typical bundle needs a few hundred. */
final class Comparisons {
    private static final int MOST = 250_000;
    private static final String TOO_MUCH = "the bundle has more names and policies than can be compared";

    private final Map<Pair, Optional<String>> constrained = new HashMap<>();
    private final Map<DistinguishedName, Integer> numbers = new HashMap<>();
    private final Map<Certificate, Integer> subjects = new HashMap<>();
    private long comparisons;

    private record Pair(Certificate below, Certificate ca) {}

    /** The first two certificates of a path with the same subject, as CA-12 compares names; null if there are none. */
    RepeatedName repeatedOn(List<Certificate> path) {
        Map<Integer, Certificate> seen = new HashMap<>();
        for (Certificate certificate : path) {
            Certificate lower = seen.putIfAbsent(numberOfSubject(certificate), certificate);
            if (lower != null) {
                return new RepeatedName(lower, certificate);
            }
        }
        return null;
    }

    /**
     * A number for the subject of a certificate, the same for equal names, so that long names are compared only once.
     */
    private int numberOfSubject(Certificate certificate) {
        return subjects.computeIfAbsent(certificate, c -> numbers.computeIfAbsent(c.subject(), name -> numbers.size()));
    }

    /** Why the certificate policies of a path are invalid; also if the limit is reached. */
    Optional<String> policyRefusal(List<Certificate> path) {
        if (!compare(PathPolicies.cost(path))) {
            return Optional.of(TOO_MUCH);
        }
        return PathPolicies.valid(path)
                ? Optional.empty()
                : Optional.of("the certificate policies in the chain to \""
                        + path.get(path.size() - 1).subject() + "\" do not satisfy its policy constraints");
    }

    /**
     * Why the name constraints of a CA do not allow the names of a certificate below it; also if the limit is reached.
     */
    Optional<String> constraintRefusal(Certificate ca, Certificate below) {
        if (ca.nameConstraints().isEmpty() || !below.subjectAlternativeNames().present()) {
            return Optional.empty();
        }
        Pair pair = new Pair(below, ca);
        Optional<String> known = constrained.get(pair);
        if (known == null) {
            known = compare(below.subjectAlternativeNames().cost())
                    ? ca.nameConstraints()
                            .get()
                            .refusal(below)
                            .map(why -> "the name constraints of \"" + ca.subject() + "\" are violated: " + why)
                    : Optional.of(TOO_MUCH);
            constrained.put(pair, known);
        }
        return known;
    }

    /** Whether the limit was reached. Further comparisons then count as violations. */
    boolean limitReached() {
        return comparisons > MOST;
    }

    private boolean compare(long cost) {
        comparisons += cost;
        return !limitReached();
    }
}
