package dev.namespacecerts.handshake;

/**
 * Result of an attempt to connect.
 *
 * @param accepted whether the server reported that it accepted the client
 * @param said the error that the client received or reported
 */
public record Handshake(boolean accepted, String said) {}
