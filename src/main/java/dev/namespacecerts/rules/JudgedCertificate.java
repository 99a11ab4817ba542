package dev.namespacecerts.rules;

import dev.namespacecerts.x509.Certificate;

/** A certificate of an evaluated bundle, with its source and its block in that source, counted from 1. */
public record JudgedCertificate(
        Certificate certificate, String source, String place, int position, Role role, boolean wellKnown) {
    /** The name of the certificate in messages. */
    public String name() {
        return nameOf(certificate, place, position);
    }

    /** The name in messages of a certificate and its place. */
    public static String nameOf(Certificate certificate, String place, int position) {
        return "\"" + certificate.subject() + "\" (" + place + ", block " + position + ")";
    }
}
