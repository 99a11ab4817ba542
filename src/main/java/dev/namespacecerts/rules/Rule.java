package dev.namespacecerts.rules;

import static dev.namespacecerts.rules.Severity.Error;
import static dev.namespacecerts.rules.Severity.Warning;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The rules with their metadata: identifier, requirement, source, general remedy and severities. Identifiers belong to
 * this product, and their meaning never changes. {@code deploy/generate} writes them to the table in docs/rules.
 */
public enum Rule {
    CA_1(
            "X.509 version 3",
            "page; RFC 5280 section 4.1.2.1",
            "reissue it as version 3, which every certificate with extensions is",
            Error),
    CA_2(
            "basic constraints that say `CA: true`",
            "page; RFC 5280 section 4.2.1.9",
            "reissue the CA with `CA: true`; replace an end-entity certificate by the CA that issued it",
            Error),
    CA_3(
            "a root, or issued by another certificate of the bundle, whose name is equal byte by byte and which may"
                    + " sign",
            "page; RFC 5280 section 6.1.3",
            "add the certificate of the CA that issued it",
            Error),
    CA_4(
            "a valid chain to a root of the bundle: path length, name constraints, extended key usage, policies,"
                    + " critical extensions; warning: a path length that leaves no room for a leaf",
            "RFC 5280 section 6.1",
            "correct the certificate that is named, or add one that provides another chain",
            Error,
            Warning),
    CA_5(
            "RSA or ECDSA with SHA-256, SHA-384 or SHA-512, in signature and key",
            "page",
            "reissue it with an RSA or ECDSA key, signed with SHA-256, SHA-384 or SHA-512",
            Error),
    CA_6(
            "no well-known public CA, unless a CertificateFilter is accepted",
            "page",
            "use a private CA, or create a CertificateFilter that names the bundle",
            Error),
    CA_7(
            "not expired, and valid already; one expired CA makes the service reject every update of the bundle",
            "tcld issue 406; RFC 5280 section 4.1.2.5",
            "remove or reissue it",
            Error),
    CA_8(
            "at most 25 distinct certificates (above 16 a warning)",
            "page",
            "remove CAs that no client needs any more",
            Error,
            Warning),
    CA_9("at most 32,768 bytes of PEM", "page", "remove CAs that no client needs any more", Error),
    CA_10(
            "PEM blocks of type `CERTIFICATE` and nothing else, at least one",
            "RFC 7468 section 5",
            "copy whole CERTIFICATE blocks only; treat a private key that stood there as disclosed",
            Error),
    CA_11(
            "a certificate that Go's crypto/x509 can parse; warning: an RSA key under 2,048 bits",
            "RFC 5280 section 4; Go's `x509.ParseCertificate`",
            "reissue it without the defect",
            Error,
            Warning),
    CA_12(
            "a unique subject DN within the chain",
            "page; RFC 5280 section 7.1",
            "reissue one of the two with a unique subject DN",
            Error),
    CA_13(
            "no duplicates, no two roots with the same DN, no certificate about to expire, room for a rotation",
            "practice",
            "clean up, or begin the rotation",
            Warning),
    CA_14(
            "every source exists and may be read",
            "practice",
            "create the ConfigMap, Secret or key, or correct the reference",
            Error),
    EE_1(
            "leaf: X.509 version 3",
            "page; RFC 5280 section 4.1.2.1",
            "reissue it as version 3, which every certificate with extensions is",
            Error),
    EE_2(
            "basic constraints that say `CA: false`",
            "page; RFC 5280 section 4.2.1.9",
            "reissue it with `CA: false`",
            Error),
    EE_3(
            "key usage with Digital Signature",
            "page; RFC 5280 section 4.2.1.3",
            "reissue it with key usage Digital Signature",
            Error),
    EE_4(
            "algorithms as CA-5",
            "page",
            "reissue it with an RSA or ECDSA key, signed with SHA-256, SHA-384 or SHA-512",
            Error),
    EE_5(
            "not expired, and valid already; warning: no valid chain is left before it expires",
            "RFC 5280 section 4.1.2.5",
            "reissue it",
            Error,
            Warning),
    EE_6(
            "extended key usage, if present, with client authentication",
            "RFC 5280 section 4.2.1.12",
            "reissue it with extended key usage clientAuth",
            Error),
    EE_7(
            "a complete chain to a CA of the bundle: `tls.crt` holds the leaf, then its intermediates; warning: a block"
                    + " that no valid chain needs, that is there twice, or that is out of order",
            "page; RFC 5280 section 6.1",
            "add the missing CA to the bundle, or the intermediates to `tls.crt`",
            Error,
            Warning),
    EE_8(
            "a unique subject DN from leaf to root",
            "page; RFC 5280 section 7.1",
            "reissue the leaf with a unique subject DN",
            Error),
    EE_9(
            "an accepted CertificateFilter that matches it, where there are any or one is required",
            "page",
            "reissue the leaf with the fields that a filter requires, or create a filter that matches it",
            Error),
    EE_10(
            "its own key in `tls.key`, as PKCS#8, not encrypted; warning: a form that not every client can load",
            "RFC 5208; Temporal's Java SDK",
            "put the key of the leaf there, as PKCS#8",
            Error,
            Warning),
    EE_11(
            "a Secret that exists and may be read, and whose `tls.crt` can be parsed; warnings: a byte-order mark, an"
                    + " RSA key under 2,048 bits",
            "RFC 7468 section 5; RFC 5280 section 4",
            "create the Secret, or write the leaf into it again",
            Error,
            Warning),
    CF_1("a filter sets at least one field", "filter page", "set a field", Error),
    CF_2(
            "one `*`, at the beginning or at the end, and not alone",
            "filter page",
            "write `*text` or `text*`",
            Error,
            Warning),
    CF_3("at most 25 filters for a bundle", "filter page", "delete some, or replace several by one with a `*`", Error),
    CF_4("no filter that another one makes superfluous", "practice", "delete it, or narrow the other", Warning),
    CF_5("the bundle that a filter names exists", "practice", "create the bundle, or delete the filter", Error),
    PUB_1("a target that is no source of the bundle", "practice", "publish to another name", Error),
    PUB_2(
            "a target that is not owned by something else",
            "practice",
            "publish to another name, or delete the object",
            Error),
    DEMO_1(
            "demo Secrets that are not owned by something else",
            "practice",
            "ask for another name, or delete the Secret",
            Error),
    DEMO_2("no demo authority beside real CAs", "practice", "use a separate bundle for the demo authority", Warning);

    private final String title;
    private final String citation;
    private final String remedy;
    private final List<Severity> severities;

    Rule(String title, String citation, String remedy, Severity... severities) {
        this.title = title;
        this.citation = citation;
        this.remedy = remedy;
        this.severities = List.of(severities);
    }

    /** The identifier as users see it, for example {@code CA-5}. */
    public String id() {
        return name().replace('_', '-');
    }

    /** The rule with an identifier; empty if this version does not know it. */
    public static Optional<Rule> of(String id) {
        return Arrays.stream(values()).filter(rule -> rule.id().equals(id)).findFirst();
    }

    /** The requirement, as Markdown. */
    public String title() {
        return title;
    }

    /** The source of the requirement: pages of Temporal Cloud's documentation, RFCs, or practice. */
    public String citation() {
        return citation;
    }

    /** The general remedy, as Markdown. Each violation has a specific one. */
    public String remedy() {
        return remedy;
    }

    /** The severities that violations of the rule can have, Errors first. */
    public List<Severity> severities() {
        return severities;
    }
}
