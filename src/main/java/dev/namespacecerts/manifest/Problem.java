package dev.namespacecerts.manifest;

/**
 * A part of the input that could not be read.
 *
 * @param message what is wrong and what to do; a sentence without any text of the input
 */
public record Problem(Place place, String message) {}
