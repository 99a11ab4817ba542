package dev.namespacecerts.rules.path;

import dev.namespacecerts.x509.Certificate;

/**
 * Two certificates of a chain with the same subject DN, as CA-12 and EE-8 compare names.
 *
 * @param lower the one nearer to the leaf
 */
public record RepeatedName(Certificate lower, Certificate upper) {
    /** What CA-12 and EE-8 allow, for messages. */
    public static final String ALLOWED = "a unique subject DN for each certificate of a chain";

    /** The finding, for messages. */
    public String found() {
        return "two certificates in the chain with the subject DN"
                + (isSpelledAlike() ? " " + name(upper) : "s " + name(lower) + " and " + name(upper));
    }

    /**
     * The problem, as a sentence.
     *
     * @param first the first certificate of the chain
     * @param shown its name in the message
     */
    public String message(Certificate first, String shown) {
        String subject = first.equals(lower)
                ? shown + " has the same subject DN as "
                : "In the chain from " + shown + " to its root, " + name(lower) + " has the same subject DN as ";
        return isSpelledAlike()
                ? subject + "a CA above it."
                : subject + name(upper) + " above it: case, string type and repeated white space are ignored.";
    }

    /** The remedy. */
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
