package dev.namespacecerts.evaluate;

/**
 * One reason why a bundle is not ready.
 *
 * @param reason of Ready, in CamelCase
 * @param message what is wrong and what to do
 * @param stalled whether it requires user action
 */
public record Obstacle(String reason, String message, boolean stalled) {}
