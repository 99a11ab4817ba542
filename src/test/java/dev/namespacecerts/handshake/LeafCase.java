package dev.namespacecerts.handshake;

import java.util.List;
import java.util.Optional;

/**
 * A row of the table: a client's Secret, what the status says of it, and with which reason TLS servers and clients differ
 * from that. No server knows filters or all of Temporal Cloud's rules, so some let in more. That Go lets in less than the
 * status says is the worst of errors: there is no word for it here.
 *
 * @param secretName its name
 * @param identity what the Secret holds; empty where the operator itself writes it
 * @param acceptedBy the filter that lets it in; null where it is refused
 * @param violations what the status shows, as "EE-3" for an Error and "EE-10 warning" for a Warning
 * @param told what a client that Go refuses gets to know, in OpenSSL's words
 * @param go why Go lets in what the status refuses; null where it does not
 * @param java why a server in Java does the contrary of what the status says; null where it does not
 * @param sdk why Temporal's Java SDK cannot present it to any server; null where it can
 */
public record LeafCase(
        String secretName,
        Optional<Identity> identity,
        String acceptedBy,
        List<String> violations,
        String told,
        String go,
        String java,
        String sdk) {
    private static final String USUAL_FILTER = "acme";

    /** One that is let in, with warnings or none. */
    static LeafCase accepted(String secretName, Identity identity, String... warnings) {
        return new LeafCase(secretName, Optional.of(identity), USUAL_FILTER, List.of(warnings), null, null, null, null);
    }

    /** One that the operator issues. */
    static LeafCase issued(String secretName) {
        return new LeafCase(secretName, Optional.empty(), USUAL_FILTER, List.of(), null, null, null, null);
    }

    /** One that is not let in. */
    static LeafCase refused(String secretName, Identity identity, String... violations) {
        return new LeafCase(secretName, Optional.of(identity), null, List.of(violations), null, null, null, null);
    }

    /** Another filter than the usual one lets it in. */
    LeafCase by(String filter) {
        return new LeafCase(secretName, identity, filter, violations, told, go, java, sdk);
    }

    LeafCase told(String text) {
        return new LeafCase(secretName, identity, acceptedBy, violations, text, go, java, sdk);
    }

    LeafCase letInByGo(String reason) {
        if (accepted()) {
            throw new IllegalStateException(secretName + " is accepted, so Go lets it in");
        }
        return new LeafCase(secretName, identity, acceptedBy, violations, told, reason, java, sdk);
    }

    LeafCase letInByJava(String reason) {
        if (accepted()) {
            throw new IllegalStateException(secretName + " is accepted, so Java lets it in");
        }
        return new LeafCase(secretName, identity, acceptedBy, violations, told, go, reason, sdk);
    }

    LeafCase letInByBoth(String reason) {
        return letInByGo(reason).letInByJava(reason);
    }

    LeafCase refusedByJava(String reason) {
        if (!accepted()) {
            throw new IllegalStateException(secretName + " is refused, so Java refuses it");
        }
        return new LeafCase(secretName, identity, acceptedBy, violations, told, go, reason, sdk);
    }

    LeafCase notForTheSdk(String reason) {
        return new LeafCase(secretName, identity, acceptedBy, violations, told, go, java, reason);
    }

    public boolean accepted() {
        return acceptedBy != null;
    }

    public boolean goLetsItIn() {
        return accepted() || go != null;
    }

    public boolean javaLetsItIn() {
        return accepted() ^ java != null;
    }

    public boolean theSdkCanPresentIt() {
        return sdk == null;
    }

    /** The row as people read it. */
    @Override
    public String toString() {
        StringBuilder row = new StringBuilder(secretName)
                .append(accepted() ? " is accepted by " + acceptedBy : " is refused")
                .append(violations.isEmpty() ? "" : " " + violations);
        remark(row, "Go lets it in", go);
        remark(row, accepted() ? "Java refuses it" : "Java lets it in", java);
        remark(row, "the SDK cannot present it", sdk);
        return row.toString();
    }

    private static void remark(StringBuilder row, String what, String reason) {
        if (reason != null) {
            row.append("; ").append(what).append(": ").append(reason);
        }
    }
}
