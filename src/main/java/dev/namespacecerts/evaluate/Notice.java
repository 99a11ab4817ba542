package dev.namespacecerts.evaluate;

import dev.namespacecerts.x509.DisplayText;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A fact about a bundle, for an Event and the log.
 *
 * @param condition type of the condition whose change needs no Event of its own besides this one
 * @param warning whether somebody should look at it
 * @param reason in CamelCase
 */
public record Notice(String condition, boolean warning, String reason, String message) {
    private static final int LONGEST = 1024;

    public Notice {
        message = DisplayText.of(message, LONGEST);
    }

    /** The messages of facts as one text, at most as long as an Event may be. */
    public static String text(List<Notice> facts) {
        String all = facts.stream().map(Notice::message).collect(Collectors.joining(" "));
        return DisplayText.of(facts.size() == 1 ? all : facts.size() + " times: " + all, LONGEST);
    }

    static Notice normal(String condition, String reason, String message) {
        return new Notice(condition, false, reason, message);
    }
}
