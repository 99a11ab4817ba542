package dev.namespacecerts.comparison;

import static dev.namespacecerts.comparison.Der.ascii;
import static dev.namespacecerts.comparison.Der.context;
import static dev.namespacecerts.comparison.Der.sequence;
import static dev.namespacecerts.comparison.RawCertificate.extension;
import static dev.namespacecerts.testing.Bytes.hex;

/** Subject alternative names, URIs above all: Go parses them with net/url and refuses what that refuses. */
final class AlternativeNameCases {
    private static final String[] URIS = {
        "",
        "spiffe://acme.example/worker",
        "http://example.com",
        "http://example.com:8080/",
        "http://example.com:/",
        "http://example.com:port/",
        "http://example.com:-1/",
        "http://example.com:99999/",
        "http://[::1]/",
        "http://[::1]:80/",
        "http://[::1",
        "http://::1/",
        "http://[fe80::1%25en0]/",
        "http://[fe80::1%en0]/",
        "http://[fe80::1%25]/",
        "http://[::1]x/",
        "http://[zz]/",
        "http://[]/",
        "http://[1.2.3.4]/",
        "http://[::ffff:1.2.3.4]/",
        "http://[v1.a]/",
        "http://[::1%25%41]/",
        "http://[::1%41]/",
        "http://[::1]:x/",
        "http://a b/",
        "http://a/b c",
        "http://a%20b/",
        "http://%41/",
        "http://%zz/",
        "http://a/%zz",
        "http://a/%4",
        "http://a/%",
        "http://a/?%zz",
        "http://a/#%zz",
        "http://a/#%41",
        "http://a#b#c",
        "http://user@a/",
        "http://user:pass@a/",
        "http://us er@a/",
        "http://us%20er@a/",
        "http://user@@a/",
        "http://us<er@a/",
        "http://us[er@a/",
        "http://u:p:q@a/",
        "http://u%zz@a/",
        "http://@a/",
        "http://:@a/",
        "http:",
        "http:a",
        "http:/a",
        "http://",
        "http:///a",
        "//a/b",
        "///a",
        "/a",
        "a",
        "a/b:c",
        "a:b",
        "a:b:c",
        ":a",
        ":",
        "1a:b",
        "1a/b",
        "a+b:c",
        "a_b:c",
        "a%41:b",
        "-a:b",
        "./a:b",
        "?",
        "?a",
        "#",
        "#a",
        "a?b?c",
        "*",
        "*:a",
        "http://*/",
        "http://*.example.com/",
        "http://.example.com/",
        "http://example.com./",
        "http://a..b/",
        "http://./",
        "http://-a/",
        "http://a_b/",
        "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "urn:",
        "mailto:a@b",
        "mailto:a@b c",
        "data:,%",
        "http://a\u007f/",
        "http://a/\u007f",
        "\u0001",
        "http://a/\n",
        "http://a\"b/",
        "http://a<b/",
        "http://a>b/",
        "http://a\\b/",
        "http://a^b/",
        "http://a`b/",
        "http://a{b/",
        "http://a|b/",
        "http://a}b/",
        "http://a!$&'()*+,;=b/",
        "http://a~b/",
        "http://exa%2emple.com/",
        "http://a,b/",
        "http://a;b/",
        "http://a=b/",
        "http://a'b/",
        "http://a(b)/",
        "http://a+b/",
        "http://a$b/",
        "http://a&b/",
        "http://a\"b:80/",
        "HTTP://EXAMPLE.COM/",
        "http://1.2.3.4/",
        "http://1.2.3.4.5/",
        "http://0x7f/",
        "http://xn--a/",
        "http://a:80:80/",
        "http://a]/",
        "http://a[b]/",
        "http://[a]b/",
        "http://a:80@b/",
        "http://a/b@c:d",
        "http://a?b@c",
        "http://a#@c",
        "ht tp://a",
        "http ://a",
        " http://a",
        "http://a ",
        "http://\u00e4/",
        "\u00ff",
        "http://a/\u00e4",
        "http://%C3%A4/",
        "http://a%00/",
        "http://a/%00",
        "http://a:%41/",
        "http:%2f%2fa",
        "http://a%5bb/",
        "http://a%7fb/",
        "http://a%25b/",
        "http://%25/",
        "http://[::1%25a%20b]/",
        "http://[::1%25a%zz]/",
        "http://[%zz]/",
        "http://[::1]%41/",
        "http://[::1]@a/",
        "http://a@[::1]/",
        "http://[::1%2541]/",
        "http://[fe80::1%25en0]:80/",
        "http://[::g]/",
        "http://[12345::]/",
        "http://[1:2:3:4:5:6:7:8:9]/",
        "http://[::1]:080/"
    };
    private static final String[] EMAILS = {
        "",
        "a@b",
        "a",
        "@",
        "a@",
        "@b",
        "a@b@c",
        "a b@c",
        "\"a b\"@c",
        "\"a\"b@c",
        "a@b.",
        "a@.b",
        "\u00e4@b",
        "a@\u00ff",
        "a\u0000@b",
        "\u007f@b",
        "a@b c",
        "<a@b>"
    };
    private static final String[] DOMAINS = {
        "",
        "a",
        "a.b",
        ".",
        ".a",
        "a.",
        "a..b",
        "*.a",
        "*",
        "*a.b",
        "a.*",
        "a b",
        "a\u0000b",
        "\u007f",
        "\u0080",
        "\u00e4.example",
        "xn--a",
        "a_b",
        "-a",
        "1.2.3.4",
        "::1",
        "a/b",
        "A.B"
    };

    private AlternativeNameCases() {}

    static void add(CertificateCorpus corpus) {
        for (int i = 0; i < URIS.length; i++) {
            add(corpus, "uri-" + printable(URIS[i], i), context(6, ascii(URIS[i])));
        }
        for (int i = 0; i < EMAILS.length; i++) {
            add(corpus, "mail-" + printable(EMAILS[i], i), context(1, ascii(EMAILS[i])));
        }
        for (int i = 0; i < DOMAINS.length; i++) {
            add(corpus, "dns-" + printable(DOMAINS[i], i), context(2, ascii(DOMAINS[i])));
        }
        for (int length : new int[] {0, 1, 3, 4, 5, 8, 15, 16, 17, 32}) {
            add(corpus, "ip-of-" + length, context(7, new byte[length]));
        }
        add(corpus, "ip-mapped", context(7, hex("00000000000000000000ffff01020304")));
        addFrames(corpus);
    }

    private static void addFrames(CertificateCorpus corpus) {
        byte[] dns = context(2, ascii("a.example"));
        add(corpus, "none");
        add(corpus, "directory", Der.explicit(4, RawCertificate.NAME));
        add(corpus, "directory-broken", Der.explicit(4, hex("ff")));
        add(corpus, "other-name", Der.explicit(0, Der.oid("1.2.3.4"), Der.explicit(0, hex("0c0141"))));
        add(corpus, "registered", context(8, hex("2a03")));
        add(corpus, "unknown-tag", context(9, hex("00")));
        add(corpus, "universal-tag", Der.text(Der.IA5, "a.example"));
        add(corpus, "constructed-dns", Der.explicit(2, ascii("a.example")));
        add(corpus, "application-tag", Der.element(0x42, ascii("a.example")));
        add(corpus, "garbage", hex("ff"));
        add(corpus, "high-tag", hex("9f8201 00"));
        add(corpus, "cut", hex("82ff41"));
        add(
                corpus,
                "several",
                dns,
                context(1, ascii("a@b")),
                context(7, hex("7f000001")),
                context(6, ascii("http://a/")),
                dns);
        add(corpus, "several-and-one-broken", dns, context(7, hex("7f")));
        byte[] both = Der.octets(sequence(dns));
        corpus.add(
                "san/trailing",
                new RawCertificate().extensions(extension("2.5.29.17", false, sequence(dns), hex("00"))));
        corpus.add("san/not-sequence", new RawCertificate().extensions(extension("2.5.29.17", false, both)));
        corpus.add(
                "san/issuer-alternative-name",
                new RawCertificate().extensions(extension("2.5.29.18", true, hex("ff"))));
    }

    private static String printable(String text, int index) {
        return text.matches("[!-~]+") ? text : "unprintable-" + index;
    }

    private static void add(CertificateCorpus corpus, String name, byte[]... names) {
        byte[] value = sequence(names);
        corpus.add("san/" + name, new RawCertificate().extensions(extension("2.5.29.17", false, value)));
        corpus.add("san/" + name + "-critical", new RawCertificate().extensions(extension("2.5.29.17", true, value)));
    }
}
