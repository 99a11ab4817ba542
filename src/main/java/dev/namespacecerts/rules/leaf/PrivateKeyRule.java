package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Algorithms;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.KeyMatch;
import java.util.function.Consumer;

/** EE-10: {@code tls.key} is the leaf's private key, as PKCS#8, which the Java SDK needs. */
final class PrivateKeyRule implements LeafRule {
    private static final String TO_PKCS8 =
            " (openssl pkcs8 -topk8 -nocrypt -in OLD.key -out NEW.key), and put the result into tls.key.";
    private static final String ANEW = " (openssl pkey -in OLD.key -out NEW.key), and put the result into tls.key.";
    private static final String CONVERT =
            "Convert it" + TO_PKCS8 + " With cert-manager, set spec.privateKey.encoding: PKCS8 instead.";
    private static final String PUT = "Put the leaf's key into tls.key as PEM, PKCS#8.";

    @Override
    public void judge(Leaf leaf, Consumer<Violation> violations) {
        boolean differs = leaf.key() == KeyMatch.OTHER_KEY || leaf.key() == KeyMatch.UNREADABLE;
        if (differs && !Algorithms.accepts(leaf.certificate().publicKey())) {
            return; // EE-4 reports the key, and keys of other algorithms are not compared
        }
        if (leaf.caOfKey() != null && leaf.key() == KeyMatch.OTHER_KEY) {
            keyOfCa(leaf.caOfKey(), violations);
        } else {
            judge(leaf.key(), violations);
        }
    }

    /** Judges a key beside a {@code tls.crt} whose leaf cannot be read. */
    static void judgeAlone(KeyMatch key, Consumer<Violation> violations) {
        if (key != KeyMatch.NOT_COMPARED) {
            judge(key, violations);
        }
    }

    private static void judge(KeyMatch key, Consumer<Violation> violations) {
        switch (key) {
            case PKCS8 -> {
                // valid
            }
            case PKCS1 -> warn("a PKCS#1 key", ", which Java clients cannot read", CONVERT, violations);
            case SEC1 -> warn("a SEC 1 key", ", which Java clients cannot read", CONVERT, violations);
            case NOT_GO_PEM ->
                warn(
                        "a key whose BEGIN or END line, or base64, is not as Go expects it",
                        ", which clients written in Go cannot load",
                        "Write it anew" + ANEW,
                        violations);
            case NOT_GO_DER ->
                warn(
                        "a key that is not encoded in the DER of PKCS#8, PKCS#1 or SEC 1 as Go expects it",
                        ", which clients written in Go cannot load",
                        "Encode it again" + TO_PKCS8,
                        violations);
            case BYTE_ORDER_MARK ->
                warn(
                        "a byte-order mark before the key",
                        ", so clients written in Go ignore the key; Java and OpenSSL read it",
                        "Write it without the mark" + TO_PKCS8,
                        violations);
            case ENCRYPTED ->
                error(
                        "an encrypted key",
                        "tls.key holds an encrypted key, which no client can read without its password.",
                        "Decrypt it" + ANEW,
                        violations);
            case OTHER_KEY ->
                error(
                        "a private key that does not match the leaf",
                        "tls.key holds a private key that does not match the leaf in tls.crt.",
                        "Put the certificate and the key of the same request into the Secret.",
                        violations);
            case UNREADABLE, NOT_COMPARED ->
                error(
                        "no readable private key",
                        "tls.key holds no readable private key, so no client can use the certificate.",
                        PUT,
                        violations);
            case MISSING ->
                error("no key", "tls.key is missing or empty, so no client can use the certificate.", PUT, violations);
        }
    }

    private static void keyOfCa(Certificate ca, Consumer<Violation> violations) {
        String found = "the private key of the CA \"" + ca.subject() + "\"";
        error(
                found,
                "tls.key holds " + found
                        + ", not of the leaf: everyone who can read this Secret can issue client certificates.",
                "Remove it, and put the key of the leaf there. Treat the CA's key as disclosed and replace that CA. You may"
                        + " keep the CA only if no one but its owner could read the Secret and its backups.",
                violations);
    }

    private static void warn(String found, String why, String remedy, Consumer<Violation> violations) {
        add(Violation.warning(Rule.EE_10), found, "tls.key holds " + found + why + ".", remedy, violations);
    }

    private static void error(String found, String message, String remedy, Consumer<Violation> violations) {
        add(Violation.error(Rule.EE_10), found, message, remedy, violations);
    }

    private static void add(
            Violation.Builder builder, String found, String message, String remedy, Consumer<Violation> violations) {
        violations.accept(builder.at(Leaf.KEY)
                .found(found)
                .allowed("the leaf's own key as PKCS#8, not encrypted")
                .because(message, remedy));
    }
}
