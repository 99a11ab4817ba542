package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.path.PathSearch;
import dev.namespacecerts.x509.Certificate;
import java.util.List;
import java.util.function.Consumer;

/**
 * EE-7: with the intermediates that it presents, the leaf chains to a CA of the bundle, and the path from there to a root
 * holds. EE-8: within the path every certificate has a distinguished name of its own.
 */
final class ChainRule implements LeafRule {
    private static final String ALLOWED = "a complete chain to a CA of the bundle, by the rules of CA-3 and CA-4";

    @Override
    public void judge(Leaf leaf, Consumer<Violation> violations) {
        PathSearch.Result search = leaf.search();
        if (leaf.chains().exhausted() && search.path().isEmpty()) {
            exhausted(leaf, violations);
            return;
        }
        if (!search.issuerSeen()) {
            noIssuer(leaf, violations);
        }
        if (!search.obstacles().isEmpty()) {
            broken(leaf, String.join("; ", search.obstacles()), violations);
        }
        if (search.repeated() != null) {
            repeated(leaf, violations);
        }
        if (!search.path().isEmpty()) {
            superfluous(leaf, violations);
            disorder(leaf, violations);
        }
    }

    private static void broken(Leaf leaf, String obstacles, Consumer<Violation> violations) {
        violations.accept(leaf.error(Rule.EE_7)
                .found(obstacles)
                .allowed(ALLOWED)
                .because(
                        "No path from " + leaf.name() + " to a root of the bundle holds: " + obstacles + ".",
                        "Correct the certificate that is named, add what is missing to the bundle or to tls.crt, or have"
                                + " the leaf issued by another CA of the bundle."));
    }

    private static void exhausted(Leaf leaf, Consumer<Violation> violations) {
        violations.accept(leaf.error(Rule.EE_7)
                .found("more than 100 signatures to check")
                .allowed(ALLOWED)
                .because(
                        leaf.name() + " has too many candidate issuers: more than 100 signatures would have to be"
                                + " checked.",
                        "Give each CA of the bundle a name of its own."));
    }

    private static void noIssuer(Leaf leaf, Consumer<Violation> violations) {
        Certificate certificate = leaf.certificate();
        String issuer = "\"" + certificate.issuer() + "\"";
        Violation.Builder error = leaf.error(Rule.EE_7).allowed(ALLOWED);
        List<Certificate> named = leaf.chains().namedAsIssuer(certificate);
        List<Certificate> near = leaf.chains().nearlyNamedAsIssuer(certificate);
        if (certificate.isSelfIssued() && named.isEmpty()) {
            violations.accept(error.found("it names itself as issuer, and is no CA of the bundle")
                    .because(
                            leaf.name() + " was signed by no CA of the bundle: it names itself as its issuer.",
                            "Have it issued by a CA of the bundle."));
        } else if (!named.isEmpty()) {
            boolean other = named.stream().anyMatch(candidate -> leaf.chains().signed(certificate, candidate));
            violations.accept(error.found(
                            other
                                    ? "an issuer that may not issue certificates"
                                    : "the signature does not verify with the key of " + issuer)
                    .because(
                            other
                                    ? leaf.name() + " was issued by " + issuer + ", which may not issue certificates."
                                    : leaf.name() + " names " + issuer + " as its issuer, but the CA of that name has"
                                            + " another key: the signature does not verify.",
                            "Add the CA that really signed it to the bundle, or have the leaf issued anew."));
        } else if (!near.isEmpty()) {
            violations.accept(error.found(
                            "issuer " + issuer + ", and a CA \"" + near.get(0).subject() + "\"")
                    .because(
                            leaf.name() + " names " + issuer
                                    + " as its issuer. The CA's name is equal but for case, white"
                                    + " space or string type; Temporal Cloud compares byte by byte.",
                            "Have it issued again, with the issuer written exactly as in the CA's subject."));
        } else {
            violations.accept(error.found("no certificate of " + issuer + " in the bundle or in tls.crt")
                    .because(
                            leaf.name() + " does not chain to the bundle: its issuer " + issuer
                                    + " is neither there nor in" + " tls.crt.",
                            "Add " + issuer + " to the bundle, or append the intermediates to tls.crt."));
        }
    }

    private static void repeated(Leaf leaf, Consumer<Violation> violations) {
        violations.accept(leaf.error(Rule.EE_8)
                .found("the name \"" + leaf.search().repeated().subject() + "\" twice from leaf to root")
                .allowed("a distinguished name of its own for every certificate, without regard to case")
                .because(
                        "From " + leaf.name() + " to its root two certificates have the name \""
                                + leaf.search().repeated().subject() + "\".",
                        "Have the leaf issued again under a name of its own."));
    }

    private static void superfluous(Leaf leaf, Consumer<Violation> violations) {
        for (Presented presented : leaf.intermediates()) {
            Certificate certificate = presented.certificate();
            if (!leaf.search().path().contains(certificate)) {
                violations.accept(Violation.warning(Rule.EE_7)
                        .at(certificate, Leaf.CHAIN, presented.position())
                        .found("a certificate that is not on the path")
                        .allowed("the leaf and the intermediates on its path")
                        .because(
                                "Block " + presented.position() + " of tls.crt, \"" + certificate.subject()
                                        + "\", is not on the path of " + leaf.name()
                                        + ". Java clients cannot read such a chain.",
                                "Remove it."));
            }
        }
    }

    /** Go sorts it out; a Java KeyStore, and so the Java SDK, takes a chain in which each certificate issued the one before. */
    private static void disorder(Leaf leaf, Consumer<Violation> violations) {
        List<Certificate> presented = leaf.intermediates().stream()
                .map(Presented::certificate)
                .filter(leaf.search().path()::contains)
                .toList();
        List<Certificate> inOrder = leaf.search().path().stream()
                .skip(1)
                .filter(presented::contains)
                .toList();
        if (!presented.equals(inOrder)) {
            violations.accept(leaf.warning(Rule.EE_7)
                    .found("a chain that is not in order")
                    .allowed("the leaf, and behind each certificate the one that issued it")
                    .because(
                            "The certificates of tls.crt are not in order, or there more than once. Java clients cannot"
                                    + " read such a chain.",
                            "Sort them: the leaf, its issuer, the issuer of that, each once."));
        }
    }
}
