package dev.namespacecerts.inspect;

import dev.namespacecerts.x509.Certificate;
import java.util.List;

/**
 * A distinct certificate of an input.
 *
 * @param source of its first occurrence
 * @param position there, counted from 1
 * @param repeated its other places, for messages
 */
record CertificateItem(Certificate certificate, Source source, int position, List<String> repeated) {
    /** The place within the input. Only an input with several sources needs their names. */
    String place(boolean severalSources) {
        return (severalSources ? source.name() + ", " : "") + "block " + position;
    }

    /** An end-entity certificate; one that is self-issued was meant as a CA. */
    boolean isLeaf() {
        return !certificate.isCa() && !certificate.isSelfIssued();
    }
}
