package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.x509.Certificate;

/** A certificate and where it stands first: which source, and which block of it, counted from 1. */
record BundleCertificate(Certificate certificate, String source, int position) {
    /** How a message names it. */
    String name() {
        return "\"" + certificate.subject() + "\" (" + source + ", block " + position + ")";
    }

    /** Begins an Error about it. */
    Violation.Builder error(Rule rule) {
        return Violation.error(rule).at(certificate, source, position);
    }

    /** Begins a Warning about it. */
    Violation.Builder warning(Rule rule) {
        return Violation.warning(rule).at(certificate, source, position);
    }
}
