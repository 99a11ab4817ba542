package dev.namespacecerts.evaluate;

/**
 * One reason why a bundle is not ready.
 *
 * @param reason of Ready, in CamelCase
 * @param message what is wrong and what to do
 * @param summary the same in one line, for the condition Stalled
 * @param stalled whether it requires user action
 */
public record Obstacle(String reason, String message, String summary, boolean stalled) {
    /** An obstacle whose message is short enough for Stalled. */
    public Obstacle(String reason, String message, boolean stalled) {
        this(reason, message, message, stalled);
    }
}
