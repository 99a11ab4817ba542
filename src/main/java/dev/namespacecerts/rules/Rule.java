package dev.namespacecerts.rules;

import java.util.Arrays;
import java.util.Optional;

/** The rules. Their identifiers are the product's and never change their meaning. */
public enum Rule {
    CA_1("X.509 version 3"),
    CA_2("basic constraints say CA: true"),
    CA_3("a root, or issued by another certificate of the bundle"),
    CA_4("a path to a root inside the bundle holds"),
    CA_5("RSA or ECDSA with SHA-256, SHA-384 or SHA-512"),
    CA_6("no well-known public CA without a certificate filter"),
    CA_7("inside its validity period"),
    CA_8("a limited number of certificates"),
    CA_9("a limited size"),
    CA_10("CERTIFICATE blocks only, and at least one"),
    CA_11("readable for Go's crypto/x509"),
    CA_12("a distinguished name of its own within a path"),
    CA_13("nothing that will go wrong later"),
    CA_14("every source is there and may be read"),
    EE_1("X.509 version 3"),
    EE_2("basic constraints say CA: false"),
    EE_3("key usage includes digital signature"),
    EE_4("RSA or ECDSA with SHA-256, SHA-384 or SHA-512"),
    EE_5("inside its validity period"),
    EE_6("extended key usage allows client authentication"),
    EE_7("a complete chain to a CA of the bundle"),
    EE_8("a distinguished name of its own from leaf to root"),
    EE_9("let in by a filter"),
    EE_10("its own private key, as PKCS#8"),
    EE_11("the Secret is there and its certificate can be read"),
    CF_1("at least one field"),
    CF_2("one * at the beginning or at the end"),
    CF_3("a limited number of filters for a bundle"),
    CF_4("no filter that says what another says"),
    CF_5("the bundle exists"),
    PUB_1("a target that is no source"),
    PUB_2("a target that is not someone else's"),
    DEMO_1("a Secret that is not someone else's"),
    DEMO_2("a demo authority alone");

    private final String title;

    Rule(String title) {
        this.title = title;
    }

    /** The identifier as users see it, for example {@code CA-5}. */
    public String id() {
        return name().replace('_', '-');
    }

    /** The rule that an identifier stands for; empty for one of another version. */
    public static Optional<Rule> of(String id) {
        return Arrays.stream(values()).filter(rule -> rule.id().equals(id)).findFirst();
    }

    /** What the rule asks for, in a few words. */
    public String title() {
        return title;
    }
}
