package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.x509.Certificate;

/** A certificate of {@code tls.crt}, and which block of it that is, counted from 1. */
record PresentedCertificate(Certificate certificate, int position) {}
