package dev.namespacecerts.handshake;

/**
 * How an attempt to connect ended.
 *
 * @param accepted whether the server let the client in, by its own word
 * @param said what the client was told, or complained of itself
 */
public record Handshake(boolean accepted, String said) {}
