package dev.namespacecerts.comparison;

import static dev.namespacecerts.comparison.Der.ascii;
import static dev.namespacecerts.comparison.Der.context;
import static dev.namespacecerts.comparison.Der.explicit;
import static dev.namespacecerts.comparison.Der.sequence;
import static dev.namespacecerts.comparison.RawCertificate.extension;
import static dev.namespacecerts.testing.Bytes.hex;

/** Name constraints as a parser sees them: frames, and every kind of subtree, good and bad. */
final class ConstraintCases {
    private static final String OID = "2.5.29.30";
    private static final String[] DOMAINS = {
        "",
        "a",
        ".a",
        "a.",
        ".",
        "..",
        "..a",
        "a..b",
        "*.a",
        "a b",
        "a\u0000",
        "\u00e4",
        "\u007f",
        "1.2.3.4",
        "a/b",
        "A.Example",
        ".a.",
        " a",
        "::1",
        "[::1]",
        "1.2.3.4.",
        "a:80",
        "fe80::1%en0",
        "01.2.3.4",
        "::ffff:1.2.3.4"
    };
    private static final String[] MAILBOXES = {
        "a@b",
        "@b",
        "a@",
        "@",
        "a@b@c",
        "a b@c",
        "\"a b\"@c",
        "\"a@b\"@c",
        "\"a\"@c",
        "\"a@c",
        "a@b.",
        "a@.b",
        "a@b..c",
        ".a@b",
        "a.@b",
        "a..b@c",
        "a\\ b@c",
        "a\\@b@c",
        "a\\",
        "\\@b",
        "\"\"@b",
        "\"\\",
        "\"\\\"\"@b",
        "\"\u0000\"@b",
        "\u0001@b",
        "\"\u0001\"@b",
        "a(b)@c",
        "a!#$%&'*+-/=?^_`{|}~@b",
        "a@*.b",
        "a@b c",
        "a,b@c",
        "a\u007f@b",
        "\"\u007f\"@b",
        "\"\n\"@b",
        "\"\t\"@b",
        "\"\r\"@b",
        "a\\\"@b",
        "a\\b@c",
        "\"\\\u0000\"@b",
        "\"a\\b\"@c"
    };

    private ConstraintCases() {}

    static void add(CertificateCorpus corpus) {
        for (int i = 0; i < DOMAINS.length; i++) {
            String name = printable(DOMAINS[i], i);
            subtree(corpus, "dns-" + name, context(2, ascii(DOMAINS[i])));
            subtree(corpus, "mail-" + name, context(1, ascii(DOMAINS[i])));
            subtree(corpus, "uri-" + name, context(6, ascii(DOMAINS[i])));
        }
        for (int i = 0; i < MAILBOXES.length; i++) {
            subtree(corpus, "mailbox-" + printable(MAILBOXES[i], i), context(1, ascii(MAILBOXES[i])));
        }
        for (String range : new String[] {
            "",
            "0a000000",
            "0a000000ff000000",
            "0a00000000000000",
            "0a000000ffffffff",
            "0a000000ff00ff00",
            "0a000000fe000000",
            "0a0000007f000000",
            "0a0000ff00000000",
            "0a000000ffffff",
            "0a000000ff00000000",
            "20010db8000000000000000000000000ffffffff000000000000000000000000",
            "20010db8000000000000000000000000ffffffff000000000000000000000001",
            "0a000000fd000000",
            "20010db800000000000000000000000000000000000000000000000000000000"
        }) {
            subtree(corpus, "ip-" + (range.isEmpty() ? "empty" : range), context(7, hex(range)));
        }
        addFrames(corpus);
    }

    private static void addFrames(CertificateCorpus corpus) {
        byte[] dns = sequence(context(2, ascii("a.example")));
        subtree(corpus, "directory", explicit(4, RawCertificate.NAME));
        subtree(corpus, "directory-broken", explicit(4, hex("ff")));
        subtree(corpus, "registered", context(8, hex("2a03")));
        subtree(corpus, "universal-tag", Der.text(Der.IA5, "a.example"));
        subtree(corpus, "minimum", context(2, ascii("a.example")), context(0, hex("00")));
        subtree(
                corpus,
                "minimum-and-maximum",
                context(2, ascii("a.example")),
                context(0, hex("01")),
                context(1, hex("05")));
        subtree(corpus, "garbage-after-base", context(2, ascii("a.example")), hex("ff"));
        subtree(corpus, "no-base");
        add(corpus, "both", sequence(explicit(0, dns), explicit(1, dns)));
        add(corpus, "swapped", sequence(explicit(1, dns), explicit(0, dns)));
        add(corpus, "permitted-twice", sequence(explicit(0, dns), explicit(0, dns)));
        add(corpus, "empty", sequence());
        add(corpus, "empty-permitted", sequence(explicit(0)));
        add(corpus, "empty-excluded", sequence(explicit(1)));
        add(corpus, "empty-both", sequence(explicit(0), explicit(1)));
        add(corpus, "empty-permitted-only", sequence(explicit(0), explicit(1, dns)));
        add(corpus, "trailing", sequence(explicit(0, dns)), hex("00"));
        add(corpus, "third-field", sequence(explicit(0, dns), explicit(2, dns)));
        add(corpus, "primitive-field", sequence(context(0, dns)));
        add(corpus, "bare", dns);
        add(corpus, "null", hex("0500"));
        add(corpus, "nothing");
        add(corpus, "bare-name", sequence(explicit(0, context(2, ascii("a.example")))));
        add(corpus, "good-and-bad", sequence(explicit(0, dns, sequence(context(2, ascii("a."))))));
        add(corpus, "known-and-unknown", sequence(explicit(0, dns, sequence(context(8, hex("2a03"))))));
    }

    private static String printable(String text, int index) {
        return text.matches("[!-~]+") ? text : "unprintable-" + index;
    }

    private static void subtree(CertificateCorpus corpus, String name, byte[]... content) {
        add(corpus, "permitted-" + name, sequence(explicit(0, sequence(content))));
        add(corpus, "excluded-" + name, sequence(explicit(1, sequence(content))));
    }

    private static void add(CertificateCorpus corpus, String name, byte[]... content) {
        corpus.add("constraint/" + name, new RawCertificate().extensions(extension(OID, false, content)));
        corpus.add("constraint/" + name + "-critical", new RawCertificate().extensions(extension(OID, true, content)));
    }
}
