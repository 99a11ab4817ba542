package dev.namespacecerts.handshake;

import java.util.List;
import java.util.Optional;

/**
 * A row of the table: a client's Secret, its status, and why TLS servers and clients differ from it. No server knows
 * filters or all of Temporal Cloud's rules, so some accept more. A client that the status accepts and Go rejects is the
 * worst error; no reason excuses it.
 *
 * @param secretName its name
 * @param identity contents of the Secret; empty if the operator writes it
 * @param acceptedBy the filter that accepts the client; null if it is rejected
 * @param violations of the status, as "EE-3" for an Error and "EE-10 warning" for a Warning
 * @param clientError the error that OpenSSL reports to a client that Go rejects
 * @param go why Go accepts a client that the status rejects; null if it does not
 * @param java why a server in Java decides contrary to the status; null if it does not
 * @param sdk why Temporal's Java SDK cannot present the certificate to any server; null if it can
 */
public record LeafCase(
        String secretName,
        Optional<Identity> identity,
        String acceptedBy,
        List<String> violations,
        String clientError,
        String go,
        String java,
        String sdk) {
    private static final String USUAL_FILTER = "acme";

    /** A client that is accepted, with or without Warnings. */
    static LeafCase accepted(String secretName, Identity identity, String... warnings) {
        return new LeafCase(secretName, Optional.of(identity), USUAL_FILTER, List.of(warnings), null, null, null, null);
    }

    /** A client whose leaf the operator issues. */
    static LeafCase issued(String secretName) {
        return new LeafCase(secretName, Optional.empty(), USUAL_FILTER, List.of(), null, null, null, null);
    }

    /** A client that is rejected. */
    static LeafCase rejected(String secretName, Identity identity, String... violations) {
        return new LeafCase(secretName, Optional.of(identity), null, List.of(violations), null, null, null, null);
    }

    /** A client that another filter than the usual one accepts. */
    LeafCase by(String filter) {
        return new LeafCase(secretName, identity, filter, violations, clientError, go, java, sdk);
    }

    LeafCase clientError(String text) {
        return new LeafCase(secretName, identity, acceptedBy, violations, text, go, java, sdk);
    }

    LeafCase acceptedByGo(String reason) {
        if (accepted()) {
            throw new IllegalStateException(secretName + " is accepted, so Go accepts it");
        }
        return new LeafCase(secretName, identity, acceptedBy, violations, clientError, reason, java, sdk);
    }

    LeafCase acceptedByJava(String reason) {
        if (accepted()) {
            throw new IllegalStateException(secretName + " is accepted, so Java accepts it");
        }
        return new LeafCase(secretName, identity, acceptedBy, violations, clientError, go, reason, sdk);
    }

    LeafCase acceptedByBoth(String reason) {
        return acceptedByGo(reason).acceptedByJava(reason);
    }

    LeafCase rejectedByJava(String reason) {
        if (!accepted()) {
            throw new IllegalStateException(secretName + " is rejected, so Java rejects it");
        }
        return new LeafCase(secretName, identity, acceptedBy, violations, clientError, go, reason, sdk);
    }

    LeafCase notForTheSdk(String reason) {
        return new LeafCase(secretName, identity, acceptedBy, violations, clientError, go, java, reason);
    }

    public boolean accepted() {
        return acceptedBy != null;
    }

    public boolean goAcceptsIt() {
        return accepted() || go != null;
    }

    public boolean javaAcceptsIt() {
        return accepted() ^ java != null;
    }

    public boolean theSdkCanPresentIt() {
        return sdk == null;
    }

    /** The row as people read it. */
    @Override
    public String toString() {
        StringBuilder row = new StringBuilder(secretName)
                .append(accepted() ? " is accepted by " + acceptedBy : " is rejected")
                .append(violations.isEmpty() ? "" : " " + violations);
        remark(row, "Go accepts it", go);
        remark(row, accepted() ? "Java rejects it" : "Java accepts it", java);
        remark(row, "the SDK cannot present it", sdk);
        return row.toString();
    }

    private static void remark(StringBuilder row, String what, String reason) {
        if (reason != null) {
            row.append("; ").append(what).append(": ").append(reason);
        }
    }
}
