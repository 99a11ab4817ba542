package dev.namespacecerts.evaluate;

import dev.namespacecerts.x509.Digests;
import java.util.List;

/**
 * Content to publish.
 *
 * @param pem the canonical PEM of the CAs
 * @param valid whether the bundle is valid; else nothing is published
 * @param wellKnown names of the public CAs, which only filters make acceptable (CA-6)
 * @param mayHoldWellKnown whether public CAs may be published
 * @param filters number of the bundle's filters, which servers that load the CAs do not apply
 */
public record PublishContent(byte[] pem, boolean valid, List<String> wellKnown, boolean mayHoldWellKnown, int filters) {
    /** Whether it may be published. */
    public boolean isPublishable() {
        return valid && (!holdsWellKnown() || mayHoldWellKnown);
    }

    /** Whether it is valid only because of filters. */
    public boolean holdsWellKnown() {
        return !wellKnown.isEmpty();
    }

    /** The public CAs, as the beginning of a sentence about why they are accepted. */
    public String publicCas() {
        return wellKnown.size() == 1
                ? "The bundle has the public CA \"" + wellKnown.get(0) + "\", which is accepted"
                : "The bundle has " + wellKnown.size() + " public CAs, the first of which is \"" + wellKnown.get(0)
                        + "\". They are accepted";
    }

    /** The digest of the PEM: {@code sha256:} and lower-case hex. */
    public String digest() {
        return Digests.sha256(pem);
    }
}
