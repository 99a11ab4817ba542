package dev.namespacecerts.evaluate;

import dev.namespacecerts.x509.Digests;

/**
 * What is to be published.
 *
 * @param pem canonical
 * @param valid whether it may be published at all
 * @param onlyByFilters whether it is valid only because filters keep strangers out (CA-6)
 * @param mayHoldWellKnown whether public CAs may be published
 * @param filters how many filters the bundle has, which no other server knows of
 */
public record PublishContent(byte[] pem, boolean valid, boolean onlyByFilters, boolean mayHoldWellKnown, int filters) {
    /** sha256: and the lower-case hex SHA-256 of the PEM. */
    public String digest() {
        return Digests.sha256(pem);
    }
}
