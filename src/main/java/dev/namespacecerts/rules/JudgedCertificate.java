package dev.namespacecerts.rules;

import dev.namespacecerts.x509.Certificate;

/** A certificate of an evaluated bundle, with its source and its block in that source, counted from 1. */
public record JudgedCertificate(Certificate certificate, String source, int position, Role role, boolean wellKnown) {}
