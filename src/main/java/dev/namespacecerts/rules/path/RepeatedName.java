package dev.namespacecerts.rules.path;

import dev.namespacecerts.x509.Certificate;

/**
 * Two certificates of a chain that have the same subject DN, by the comparison of CA-12 and EE-8.
 *
 * @param lower the one that is nearer to the leaf
 */
public record RepeatedName(Certificate lower, Certificate upper) {
    /** What is allowed, in words. */
    public static final String ALLOWED = "a unique subject DN for each certificate of a chain";

    /** What was found. */
    public String found() {
        return "two certificates in the chain with the subject DN"
                + (isSpelledAlike() ? " " + name(upper) : "s " + name(lower) + " and " + name(upper));
    }

    /**
     * What is wrong, as a sentence.
     *
     * @param first the certificate at which the chain begins
     * @param shown its name in the message
     */
    public String message(Certificate first, String shown) {
        String subject = first.equals(lower)
                ? shown + " has the same subject DN as "
                : "In the chain from " + shown + " to its root, " + name(lower) + " has the same subject DN as ";
        return subject
                + (isSpelledAlike()
                        ? "a CA above it."
                        : name(upper) + " above it: case, string type and repeated white")
                + (isSpelledAlike() ? "" : " space are ignored.");
    }

    /** What to do. */
    public String remedy(Certificate first) {
        return "Reissue " + (first.equals(lower) ? "it" : "the lower one") + " with a unique subject DN.";
    }

    private boolean isSpelledAlike() {
        return lower.subject().toString().equals(upper.subject().toString());
    }

    private static String name(Certificate certificate) {
        return PathRefusals.name(certificate);
    }
}
