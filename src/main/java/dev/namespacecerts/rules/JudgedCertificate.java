package dev.namespacecerts.rules;

import dev.namespacecerts.x509.Certificate;

/** A certificate of an evaluated bundle, with its source and its block in that source, counted from 1. */
public record JudgedCertificate(Certificate certificate, String source, int position, Role role, boolean wellKnown) {
    /** The name of the certificate in messages. */
    public String name() {
        return nameOf(certificate, source, position);
    }

    /** The name in messages of a certificate and its place. */
    public static String nameOf(Certificate certificate, String source, int position) {
        return "\"" + certificate.subject() + "\" (" + source + ", block " + position + ")";
    }
}
