package dev.namespacecerts.evaluate;

import dev.namespacecerts.x509.Digests;

/**
 * Content to publish.
 *
 * @param pem the canonical PEM of the CAs
 * @param valid whether the bundle is valid; else nothing is published
 * @param onlyByFilters whether it is valid only because of its filters (CA-6)
 * @param mayHoldWellKnown whether public CAs may be published
 * @param filters number of the bundle's filters, which servers that load the CAs do not apply
 */
public record PublishContent(byte[] pem, boolean valid, boolean onlyByFilters, boolean mayHoldWellKnown, int filters) {
    /** The digest of the PEM: {@code sha256:} and lower-case hex. */
    public String digest() {
        return Digests.sha256(pem);
    }
}
