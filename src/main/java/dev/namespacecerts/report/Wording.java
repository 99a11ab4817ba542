package dev.namespacecerts.report;

/** Numbers in sentences. */
public final class Wording {
    private Wording() {}

    /** "1 certificate", "2 certificates". */
    public static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
