package dev.namespacecerts.inspect;

import dev.namespacecerts.rules.Usage;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.x509.Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An input with what the rules say about it.
 *
 * @param authorities the CAs that leaves must chain to, if they are not those of the input
 * @param violations of each certificate that has any
 * @param general violations of none of the shown certificates
 * @param matching names of the filters that match each leaf
 * @param notJudged what was not evaluated, and why; as sentences
 * @param usage of the limits of a bundle; empty if the input was not judged as one
 * @param incomplete whether a part of the input could not be read, or was not judged because of a limit
 * @param expired whether a certificate of a server, for which there are no rules, is expired or not yet valid
 */
public record Inspection(
        Input input,
        CertificateTree tree,
        List<Certificate> authorities,
        Map<CertificateItem, List<Violation>> violations,
        List<Violation> general,
        Map<CertificateItem, List<String>> matching,
        List<String> notJudged,
        Optional<Usage> usage,
        boolean incomplete,
        boolean expired) {

    /** Whether a rule is violated, by an Error or a Warning, or may be by what was not read. */
    public boolean hasFindings() {
        return expired || incomplete || !violations.isEmpty() || !general.isEmpty();
    }
}
