package dev.namespacecerts.rules;

/** Formats numbers in messages. */
public final class Wording {
    private Wording() {}

    /** "1 certificate", "2 certificates". */
    public static String count(int number, String noun) {
        return count(number, noun, noun + "s");
    }

    /** "1 leaf", "2 leaves". */
    public static String count(int number, String one, String several) {
        return number + " " + (number == 1 ? one : several);
    }
}
