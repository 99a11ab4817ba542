package dev.namespacecerts.comparison;

import static dev.namespacecerts.comparison.Der.ascii;
import static dev.namespacecerts.comparison.Der.context;
import static dev.namespacecerts.comparison.Der.explicit;
import static dev.namespacecerts.comparison.Der.sequence;
import static dev.namespacecerts.testing.Bytes.hex;

import dev.namespacecerts.testing.HeldCertificate;

/** Name constraints of a root against the alternative names of a CA below it, each kind with each of its own kind. */
final class ConstraintBundles {
    private static final String CONSTRAINTS = "2.5.29.30";
    private static final String NAMES = "2.5.29.17";
    private static final String[] DOMAINS = {
        "", "example.com", ".example.com", "sub.example.com", "EXAMPLE.com", "com", "ample.com", "1.2.3.4"
    };
    private static final String[] NAMED_DOMAINS = {
        "example.com",
        "a.example.com",
        "a.b.EXAMPLE.com",
        "badexample.com",
        "*.example.com",
        "*.com",
        "*.a.example.com",
        "",
        "com",
        "sub.example.com",
        "*.sub.example.com",
        "other.org",
        ".example.com",
        "example.com.",
        "a..example.com",
        "*",
        "a b.example.com"
    };
    private static final String[] MAILBOXES = {
        "",
        "example.com",
        ".example.com",
        "me@example.com",
        "ME@example.com",
        "\"me\"@EXAMPLE.com",
        "me@sub.example.com"
    };
    private static final String[] NAMED_MAILBOXES = {
        "me@example.com",
        "ME@example.com",
        "me@EXAMPLE.COM",
        "you@sub.example.com",
        "\"me\"@example.com",
        "me@other.org",
        "broken",
        "@example.com",
        "me@",
        "\"a b\"@example.com",
        "m\\e@example.com",
        ""
    };
    private static final String[] NAMED_URIS = {
        "http://example.com/",
        "http://a.example.com/x",
        "http://EXAMPLE.com:80/",
        "http://other.org/",
        "http://1.2.3.4/",
        "http://[::1]/",
        "http://[::1]:80/",
        "urn:a:b",
        "spiffe://example.com/a",
        "http://me@example.com/",
        "http:/x",
        "http://badexample.com/",
        "http://example.com./",
        "http://.example.com/",
        "http://*.example.com/",
        "http://[fe80::1%25a]/",
        "http://a:b@c.example.com:8080/",
        "http://ex%61mple.com/",
        "http://:80/",
        "http://example.com:/"
    };
    private static final String[] RANGES = {
        "0a000000ff000000",
        "0a0a0000ffff0000",
        "00000000 00000000",
        "0a010203ffffffff",
        "20010db8000000000000000000000000ffffffff000000000000000000000000",
        "00000000000000000000ffff0a000000ffffffffffffffffffffffffff000000"
    };
    private static final String[] ADDRESSES = {
        "0a010203",
        "0b010203",
        "20010db8000000000000000000000001",
        "20010db9000000000000000000000001",
        "00000000000000000000ffff0a010203"
    };

    private ConstraintBundles() {}

    static void add(BundleCorpus corpus) {
        for (boolean permitted : new boolean[] {true, false}) {
            cross(corpus, "dns", permitted, 2, DOMAINS, 2, NAMED_DOMAINS);
            cross(corpus, "uri", permitted, 6, DOMAINS, 6, NAMED_URIS);
            cross(corpus, "mail", permitted, 1, MAILBOXES, 1, NAMED_MAILBOXES);
            addAddresses(corpus, permitted);
        }
        addCombinations(corpus);
    }

    private static void cross(
            BundleCorpus corpus,
            String kind,
            boolean permitted,
            int tag,
            String[] subtrees,
            int nameTag,
            String[] names) {
        for (int i = 0; i < subtrees.length; i++) {
            if (tag == 6 && subtrees[i].equals("1.2.3.4")) {
                continue;
            }
            byte[] constraints = subtrees(permitted, context(tag, ascii(subtrees[i])));
            HeldCertificate root = corpus.root("CN=Acme Root")
                    .extension(CONSTRAINTS, true, constraints)
                    .build();
            for (int j = 0; j < names.length; j++) {
                add(corpus, kind, permitted, i, j, root, context(nameTag, ascii(names[j])));
            }
        }
    }

    private static void addAddresses(BundleCorpus corpus, boolean permitted) {
        for (int i = 0; i < RANGES.length; i++) {
            byte[] range = hex(RANGES[i]);
            HeldCertificate root = corpus.root("CN=Acme Root")
                    .extension(CONSTRAINTS, true, subtrees(permitted, context(7, range)))
                    .build();
            for (int j = 0; j < ADDRESSES.length; j++) {
                add(corpus, "ip", permitted, i, j, root, context(7, hex(ADDRESSES[j])));
            }
        }
    }

    private static void add(
            BundleCorpus corpus,
            String kind,
            boolean permitted,
            int subtree,
            int index,
            HeldCertificate root,
            byte[] name) {
        corpus.add(
                "constraint/%s-%s-%d-%d".formatted(kind, permitted ? "permitted" : "excluded", subtree, index),
                root,
                corpus.below(root, "CN=Issuing")
                        .extension(NAMES, false, sequence(name))
                        .build());
    }

    private static void addCombinations(BundleCorpus corpus) {
        byte[] permittedDns = subtrees(
                true,
                context(2, ascii("example.com")),
                context(2, ascii("example.org")),
                context(2, ascii("a.example.com")));
        byte[] excludedDns = subtrees(
                false,
                context(2, ascii("secret.example.com")),
                context(2, ascii("example.com.au")),
                context(2, ascii("a-b.com")),
                context(2, ascii("a.com")));
        byte[] both = sequence(
                explicit(0, sequence(context(2, ascii("example.com")))),
                explicit(1, sequence(context(2, ascii("secret.example.com")))));
        byte[] directory = subtrees(true, explicit(4, RawCertificate.NAME));
        byte[] mixed = subtrees(
                true,
                context(2, ascii("example.com")),
                context(1, ascii("example.com")),
                context(7, hex("0a000000ff000000")));
        byte[][] all = {permittedDns, excludedDns, both, directory, mixed};
        byte[][] names = {
            context(2, ascii("x.example.com")),
            context(2, ascii("secret.example.com")),
            context(2, ascii("x.example.org")),
            context(2, ascii("z.a-b.com")),
            context(2, ascii("z.a.com")),
            context(2, ascii("*.example.com")),
            context(1, ascii("a@example.com")),
            context(6, ascii("urn:x")),
            context(1, ascii("broken")),
            context(7, hex("0b000001")),
            explicit(4, RawCertificate.NAME),
            context(6, ascii("http://other.org/"))
        };
        for (int i = 0; i < all.length; i++) {
            for (boolean critical : new boolean[] {true, false}) {
                HeldCertificate root = corpus.root("CN=Acme Root")
                        .extension(CONSTRAINTS, critical, all[i])
                        .build();
                HeldCertificate middle = corpus.below(root, "CN=Middle")
                        .extension(CONSTRAINTS, critical, permittedDns)
                        .build();
                for (int j = 0; j < names.length; j++) {
                    HeldCertificate named = corpus.below(root, "CN=Issuing")
                            .extension(NAMES, false, sequence(names[j]))
                            .build();
                    HeldCertificate deep = corpus.below(middle, "CN=Deep")
                            .extension(NAMES, false, sequence(names[j]))
                            .build();
                    String name = "constraints/%d-%s-%d".formatted(i, critical ? "critical" : "plain", j);
                    corpus.add(name, root, named);
                    corpus.add(name + "-twice", root, middle, deep);
                    corpus.add(
                            name + "-above-named",
                            root,
                            named,
                            corpus.below(named, "CN=Below").build());
                }
            }
        }
        HeldCertificate self = corpus.root("CN=Acme Root")
                .extension(CONSTRAINTS, true, permittedDns)
                .extension(NAMES, false, sequence(context(2, ascii("other.org"))))
                .build();
        corpus.add("constraints/own-name-outside", self);
        corpus.add(
                "constraints/own-name-outside-and-child",
                self,
                corpus.below(self, "CN=Issuing").build());
    }

    private static byte[] subtrees(boolean permitted, byte[]... bases) {
        byte[][] each = new byte[bases.length][];
        for (int i = 0; i < bases.length; i++) {
            each[i] = sequence(bases[i]);
        }
        return sequence(explicit(permitted ? 0 : 1, each));
    }
}
