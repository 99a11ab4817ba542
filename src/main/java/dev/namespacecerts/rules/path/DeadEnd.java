package dev.namespacecerts.rules.path;

import static dev.namespacecerts.rules.path.PathRefusals.name;

import dev.namespacecerts.x509.Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Why a chain of certificates reaches no root.
 *
 * @param kind what blocks the chain above its last certificate
 * @param obstacle describes it; called for the reported one of many dead ends only, because names can be long
 */
record DeadEnd(Kind kind, Supplier<PathObstacle> obstacle) {
    /** What blocks a chain, the most specific cause first. A search reports the first of them. */
    enum Kind {
        ISSUER_MAY_NOT_SIGN,
        OTHER_KEY,
        OTHER_SPELLING,
        UNSUPPORTED_KEY,
        NOT_CHECKED,
        NO_ROOT,
        MISSING,
        CIRCLE
    }

    /** Examines the last certificate of a chain that cannot continue with any of its issuers. */
    static DeadEnd of(Chains chains, Purpose purpose, List<Certificate> line) {
        Certificate last = line.get(line.size() - 1);
        List<Certificate> named = chains.namedAsIssuer(last).stream()
                .filter(candidate -> !candidate.equals(last))
                .toList();
        for (Certificate candidate : named) {
            if (!Chains.maySign(candidate)
                    && chains.checkToExplain(last, candidate).isFollowed()) {
                return mayNotSign(candidate, last);
            }
        }
        Optional<Certificate> below = named.stream()
                .filter(candidate -> line.contains(candidate) && chains.hasSigned(candidate, last))
                .findFirst();
        boolean circle = below.isPresent();
        for (Certificate candidate : named) {
            SignatureCheck check = chains.checkToExplain(last, candidate);
            if (!circle && check == SignatureCheck.UNSUPPORTED_KEY) {
                return unsupportedKey(candidate, last);
            }
            if (!circle && check == SignatureCheck.LIMIT_REACHED) {
                return notChecked(last);
            }
            if (check == SignatureCheck.WRONG_KEY && (!circle || chains.isRoot(candidate))) {
                return otherKey(candidate, last);
            }
        }
        if (circle) {
            return circle(List.copyOf(line.subList(line.indexOf(below.get()), line.size())));
        }
        List<Certificate> near = chains.nearlyNamedAsIssuer(last);
        if (!near.isEmpty()) {
            return otherSpelling(near.get(0), last);
        }
        return last.isSelfIssued()
                ? noRoot(chains, last, line.size() == 1)
                : missing(chains, purpose, line.get(0), last);
    }

    private static DeadEnd mayNotSign(Certificate issuer, Certificate child) {
        return new DeadEnd(
                Kind.ISSUER_MAY_NOT_SIGN,
                () -> new PathObstacle(
                        name(issuer) + ", which issued " + name(child) + ", may not issue certificates: "
                                + (issuer.isCa() ? "its key usage lacks keyCertSign" : "it is not a CA"),
                        issuer.isCa()
                                ? "Reissue " + name(issuer)
                                        + " with the same key and with keyCertSign in its key usage."
                                : "Reissue " + name(child) + " from a CA."));
    }

    private static DeadEnd unsupportedKey(Certificate issuer, Certificate child) {
        return new DeadEnd(
                Kind.UNSUPPORTED_KEY,
                () -> new PathObstacle(
                        name(issuer) + ", which " + name(child) + " names as its issuer, has a key of type "
                                + issuer.publicKey().name() + ", which Temporal Cloud rejects",
                        "Reissue " + name(child) + " from a CA with an RSA or ECDSA key."));
    }

    private static DeadEnd notChecked(Certificate child) {
        return new DeadEnd(
                Kind.NOT_CHECKED,
                () -> new PathObstacle(
                        "the issuer of " + name(child) + " is not known: too many CAs have the subject DN \""
                                + child.issuer() + "\"",
                        "Give each CA a unique subject DN."));
    }

    private static DeadEnd otherKey(Certificate namesake, Certificate child) {
        return new DeadEnd(
                Kind.OTHER_KEY,
                () -> new PathObstacle(
                        child.isSelfIssued()
                                ? "two CAs have the subject DN \"" + child.subject()
                                        + "\" and different keys, and only one of them is a root of the bundle"
                                : "the signature of " + name(child) + " does not verify with the key of "
                                        + name(namesake) + ": a CA with that DN and another key issued it",
                        "Add the certificate of " + name(namesake) + " whose key signed " + name(child)
                                + " to the bundle, or reissue " + name(child) + " from the CA that is there."));
    }

    /** Sorts the names, so that violations of several CAs of one circle are folded. */
    private static DeadEnd circle(List<Certificate> cas) {
        return new DeadEnd(Kind.CIRCLE, () -> {
            List<String> names = cas.stream().map(PathRefusals::name).sorted().toList();
            String more = names.size() > 2 ? " and " + (names.size() - 2) + " more" : "";
            return new PathObstacle(
                    names.get(0) + (more.isEmpty() ? " and " : ", ") + names.get(1) + more
                            + " issued each other, and none of them is a root",
                    "Add the self-signed certificate of one of them to the bundle.");
        });
    }

    private static DeadEnd otherSpelling(Certificate near, Certificate child) {
        return new DeadEnd(
                Kind.OTHER_SPELLING,
                () -> new PathObstacle(
                        name(child) + " names the issuer \"" + child.issuer() + "\", but "
                                + Chains.spelling(child, near)
                                + "; Temporal Cloud compares DNs byte by byte",
                        "Reissue " + name(child) + " with the issuer encoded exactly as the CA's subject."));
    }

    private static DeadEnd noRoot(Chains chains, Certificate last, boolean alone) {
        boolean damaged = chains.isInBundle(last) && chains.checkToExplain(last, last) == SignatureCheck.WRONG_KEY;
        return new DeadEnd(Kind.NO_ROOT, () -> {
            if (damaged) {
                return new PathObstacle(
                        name(last) + " is self-issued, but its signature does not verify with its own key",
                        "Get " + name(last) + " again from its CA.");
            }
            return alone
                    ? new PathObstacle(
                            name(last) + " is self-issued: no CA of the bundle issued it",
                            "Issue the leaf from a CA, and add that CA to the bundle.")
                    : new PathObstacle(
                            name(last) + " is not a root of the bundle",
                            "Add " + name(last) + " to the bundle, or issue the leaf from a CA of the bundle.");
        });
    }

    private static DeadEnd missing(Chains chains, Purpose purpose, Certificate first, Certificate last) {
        boolean presented = purpose.use() == Purpose.Use.CLIENT && !chains.isInBundle(last);
        return new DeadEnd(Kind.MISSING, () -> {
            String issuer = "\"" + last.issuer() + "\"";
            return new PathObstacle(
                    issuer + ", which issued " + name(last) + ", is missing",
                    presented
                            ? "If " + issuer
                                    + " is an intermediate of a CA of the bundle, add its certificate to tls.crt."
                                    + " Otherwise reissue " + name(first) + " from a CA of the bundle. Add " + issuer
                                    + " to the bundle only if all its clients are to be accepted."
                            : "Add the certificate of " + issuer + " to the bundle.");
        });
    }
}
