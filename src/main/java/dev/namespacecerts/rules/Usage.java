package dev.namespacecerts.rules;

/** How much of the limits a bundle uses: distinct certificates, and bytes of canonical PEM. */
public record Usage(int certificates, int certificateLimit, int bytes, int byteLimit) {}
