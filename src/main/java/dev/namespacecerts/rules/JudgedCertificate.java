package dev.namespacecerts.rules;

import dev.namespacecerts.x509.Certificate;

/** A certificate of a judged bundle, and where it stands. */
public record JudgedCertificate(Certificate certificate, String source, int position, Role role, boolean wellKnown) {}
