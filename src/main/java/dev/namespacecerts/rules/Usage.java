package dev.namespacecerts.rules;

/** Usage of the limits of a bundle: distinct certificates, and bytes of canonical PEM. */
public record Usage(int certificates, int certificateLimit, int bytes, int byteLimit) {}
