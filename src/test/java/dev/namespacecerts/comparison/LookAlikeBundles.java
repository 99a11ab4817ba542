package dev.namespacecerts.comparison;

import static dev.namespacecerts.comparison.RawCertificate.attribute;
import static dev.namespacecerts.comparison.RawCertificate.name;
import static dev.namespacecerts.testing.Bytes.hex;

import dev.namespacecerts.testing.HeldCertificate;
import org.bouncycastle.asn1.x500.X500Name;

/** Names and keys that are equal or similar; and too many CAs with the same name to try all. */
final class LookAlikeBundles {
    private static final String COMMON_NAME = "2.5.4.3";

    private LookAlikeBundles() {}

    static void add(BundleCorpus corpus) {
        HeldCertificate root = corpus.root("CN=Acme Root").build();
        byte[][] spellings = {
            name(attribute(COMMON_NAME, Der.UTF8, Der.ascii("acme root"))),
            name(attribute(COMMON_NAME, Der.UTF8, Der.ascii("Acme  Root"))),
            name(attribute(COMMON_NAME, Der.UTF8, Der.ascii(" Acme Root "))),
            name(attribute(COMMON_NAME, Der.PRINTABLE, Der.ascii("Acme Root"))),
            name(attribute(COMMON_NAME, Der.T61, Der.ascii("Acme Root"))),
            name(attribute(COMMON_NAME, Der.BMP, hex("00410063006d006500200052006f006f0074"))),
            name(
                    attribute(COMMON_NAME, Der.UTF8, Der.ascii("Acme Root")),
                    attribute("2.5.4.10", Der.UTF8, new byte[0])),
            Der.sequence(Der.element(
                    Der.SET,
                    attribute("2.5.4.10", Der.UTF8, Der.ascii("A")),
                    attribute(COMMON_NAME, Der.UTF8, Der.ascii("B")))),
        };
        for (int i = 0; i < spellings.length; i++) {
            X500Name spelling = X500Name.getInstance(spellings[i]);
            HeldCertificate child =
                    corpus.below(root, "CN=Issuing").issuer(spelling).build();
            corpus.add("names/issuer-spelled-otherwise-" + i, root, child);
            HeldCertificate selfIssued =
                    corpus.root("CN=Acme Root").issuer(spelling).build();
            corpus.add("names/own-issuer-spelled-otherwise-" + i, selfIssued);
            corpus.add(
                    "names/subject-like-root-" + i,
                    root,
                    corpus.below(root, "CN=any").subject(spelling).build());
        }
        corpus.add(
                "names/empty-subject",
                corpus.root("CN=any")
                        .subject(X500Name.getInstance(Der.sequence()))
                        .build());
        addSameNames(corpus, root);
        addCrowds(corpus);
    }

    private static void addSameNames(BundleCorpus corpus, HeldCertificate root) {
        HeldCertificate twin = corpus.root("CN=Acme Root").build();
        HeldCertificate reissued =
                corpus.root("CN=Acme Root").keyPair(root.keyPair()).build();
        HeldCertificate child = corpus.below(root, "CN=Issuing").build();
        HeldCertificate childOfTwin = corpus.below(twin, "CN=Issuing").build();
        corpus.add("twins/both-and-child", root, twin, child);
        corpus.add("twins/wrong-and-child", twin, child);
        corpus.add(
                "twins/wrong-with-its-key-identifier",
                corpus.root("CN=Acme Root").subjectKeyIdentifier(hex("0102")).build(),
                corpus.below(root, "CN=Issuing")
                        .authorityKeyIdentifier(hex("0102"))
                        .build());
        corpus.add(
                "twins/right-with-other-identifier",
                root,
                corpus.below(root, "CN=Issuing")
                        .authorityKeyIdentifier(hex("0102"))
                        .build());
        corpus.add("twins/both-and-both-children", root, twin, child, childOfTwin);
        corpus.add("twins/reissued-and-child", reissued, child);
        corpus.add("twins/both-issues-and-child", reissued, root, child);
        HeldCertificate sameName = corpus.below(root, "CN=Acme Root").build();
        corpus.add("twins/child-with-name-of-root", root, sameName);
        corpus.add(
                "twins/grandchild-below-same-name",
                root,
                sameName,
                corpus.below(sameName, "CN=Below").build());
        HeldCertificate sameKey =
                corpus.below(root, "CN=Issuing").keyPair(root.keyPair()).build();
        corpus.add(
                "twins/child-with-key-of-root",
                root,
                sameKey,
                corpus.below(sameKey, "CN=Below").build());
        HeldCertificate lowerCase = corpus.below(child, "CN=acme root").build();
        corpus.add("twins/names-of-a-path-equal-by-case", root, child, lowerCase);
        HeldCertificate rollover =
                corpus.below(root, "CN=Acme Root").keyPair(twin.keyPair()).build();
        corpus.add("twins/rollover", root, twin, rollover, childOfTwin);
        corpus.add("twins/rollover-without-new-root", root, rollover, childOfTwin);
    }

    private static void addCrowds(BundleCorpus corpus) {
        for (int size : new int[] {9, 10, 11, 25}) {
            HeldCertificate[] roots = new HeldCertificate[size];
            HeldCertificate[] rootsAndChild = new HeldCertificate[size];
            HeldCertificate[] children = new HeldCertificate[size];
            for (int i = 0; i < size; i++) {
                roots[i] =
                        corpus.root("CN=Crowd").subjectKeyIdentifier(hex("01")).build();
                rootsAndChild[i] = roots[i];
                children[i] =
                        i == 0 ? roots[0] : corpus.below(roots[0], "CN=Crowd").build();
            }
            rootsAndChild[0] = corpus.below(roots[size - 1], "CN=Issuing").build();
            corpus.add("crowd/roots-" + size, roots);
            corpus.add("crowd/roots-and-child-" + size, rootsAndChild);
            corpus.add("crowd/children-of-the-same-name-" + size, children);
        }
    }
}
