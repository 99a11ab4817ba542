package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.x509.Certificate;

/** A certificate of {@code tls.crt} and the number of its block, counted from 1. */
record PresentedCertificate(Certificate certificate, int position) {}
