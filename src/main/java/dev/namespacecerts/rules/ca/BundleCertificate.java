package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.JudgedCertificate;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.x509.Certificate;

/** A certificate of a bundle, with the source and block of its first occurrence. Blocks are counted from 1. */
record BundleCertificate(Certificate certificate, String source, String place, int position) {
    /** The name of the certificate in messages. */
    String name() {
        return JudgedCertificate.nameOf(certificate, place, position);
    }

    /** Starts to build an Error about the certificate. */
    Violation.Builder error(Rule rule) {
        return Violation.error(rule).of(certificate).at(source, place, position);
    }

    /** Starts to build a Warning about the certificate. */
    Violation.Builder warning(Rule rule) {
        return Violation.warning(rule).of(certificate).at(source, place, position);
    }
}
