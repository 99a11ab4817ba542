package dev.namespacecerts.rules.path;

/**
 * Why a path does not hold.
 *
 * @param what what was found, without a full stop
 * @param remedy what to do, as a sentence
 */
public record Obstacle(String what, String remedy) {}
