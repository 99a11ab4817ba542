package dev.namespacecerts.sync;

/**
 * Why nothing is sent to Temporal Cloud.
 *
 * @param reason of the condition Synchronized, in CamelCase
 * @param message what is wrong and what to do
 * @param stalled whether it requires user action
 */
public record Hold(String reason, String message, boolean stalled) {}
