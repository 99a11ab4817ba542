package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Algorithms;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Severity;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.KeyMatch;
import java.util.function.Consumer;

/** EE-10: {@code tls.key} is the leaf's private key, as PKCS#8, which the Java SDK needs. */
final class PrivateKeyRule implements LeafRule {
    private static final String CONVERT = "Convert it: openssl pkcs8 -topk8 -nocrypt.";

    @Override
    public void judge(Leaf leaf, Consumer<Violation> violations) {
        boolean differs = leaf.key() == KeyMatch.OTHER_KEY || leaf.key() == KeyMatch.UNREADABLE;
        if (differs && !Algorithms.accepts(leaf.certificate().publicKey())) {
            return; // EE-4 reports the key, and keys of other algorithms are not compared
        }
        switch (leaf.key()) {
            case PKCS8 -> {
                // valid
            }
            case PKCS1 ->
                add(leaf, violations, Severity.Warning, "a PKCS#1 key", "which Java clients cannot read", CONVERT);
            case SEC1 ->
                add(leaf, violations, Severity.Warning, "a SEC 1 key", "which Java clients cannot read", CONVERT);
            case NOT_GO_PEM ->
                add(
                        leaf,
                        violations,
                        Severity.Warning,
                        "a key whose BEGIN or END line, or base64, is not as Go expects it",
                        "which clients written in Go cannot load",
                        "Write it anew, with nothing else on these lines: openssl pkey.");
            case NOT_GO_DER ->
                add(
                        leaf,
                        violations,
                        Severity.Warning,
                        "a key that is not encoded in the DER of PKCS#8, PKCS#1 or SEC 1 as Go expects it",
                        "which clients written in Go cannot load",
                        "Encode it again: openssl pkcs8 -topk8 -nocrypt.");
            case BYTE_ORDER_MARK ->
                add(
                        leaf,
                        violations,
                        Severity.Warning,
                        "a byte-order mark before the key",
                        "so clients written in Go ignore the key; Java and OpenSSL read it",
                        "Save tls.key as UTF-8 without a byte-order mark: openssl pkcs8 -topk8 -nocrypt -in FILE.");
            case ENCRYPTED ->
                add(
                        leaf,
                        violations,
                        Severity.Error,
                        "an encrypted key",
                        "which no client can read without its password",
                        "Decrypt it: openssl pkey.");
            case OTHER_KEY -> otherKey(leaf, violations);
            case UNREADABLE ->
                add(
                        leaf,
                        violations,
                        Severity.Error,
                        "no key that can be read",
                        "which no client can use",
                        "Put the leaf's key there as PEM, PKCS#8.");
            case MISSING ->
                add(
                        leaf,
                        violations,
                        Severity.Error,
                        "no key",
                        "and without it no client can use the certificate",
                        "Put the leaf's key there as PEM, PKCS#8.");
        }
    }

    private static void otherKey(Leaf leaf, Consumer<Violation> violations) {
        Certificate ca = leaf.caOfKey();
        if (ca == null) {
            add(
                    leaf,
                    violations,
                    Severity.Error,
                    "the key of another certificate",
                    "not of the leaf in tls.crt",
                    "Put the certificate and the key of the same request into the Secret.");
        } else {
            add(
                    leaf,
                    violations,
                    Severity.Error,
                    "the private key of the CA \"" + ca.subject() + "\"",
                    "not of the leaf: everyone who can read this Secret can issue client certificates",
                    "Remove it, and put the key of the leaf there. Treat the CA's key as disclosed: replace that CA"
                            + " unless nobody else can read the Secret, its backups included.");
        }
    }

    private static void add(
            Leaf leaf, Consumer<Violation> violations, Severity severity, String found, String why, String remedy) {
        Violation.Builder builder =
                severity == Severity.Error ? Violation.error(Rule.EE_10) : Violation.warning(Rule.EE_10);
        violations.accept(builder.at(Leaf.KEY)
                .found(found)
                .allowed("the leaf's own key as PKCS#8, not encrypted")
                .because("tls.key holds " + found + ", " + why + ".", remedy));
    }
}
