package dev.namespacecerts.comparison;

import static dev.namespacecerts.comparison.Der.context;
import static dev.namespacecerts.comparison.Der.explicit;
import static dev.namespacecerts.comparison.Der.oid;
import static dev.namespacecerts.comparison.Der.sequence;
import static dev.namespacecerts.comparison.RawCertificate.extension;
import static dev.namespacecerts.testing.Bytes.hex;

/** Extensions about policies and about places on the network: Go reads them, so they can be wrong. */
final class PolicyCases {
    private static final String POLICIES = "2.5.29.32";
    private static final String MAPPINGS = "2.5.29.33";
    private static final String CONSTRAINTS = "2.5.29.36";
    private static final String INHIBIT_ANY = "2.5.29.54";
    private static final String CRL_POINTS = "2.5.29.31";
    private static final String AUTHORITY_INFORMATION = "1.3.6.1.5.5.7.1.1";

    private PolicyCases() {}

    static void add(CertificateCorpus corpus) {
        byte[] policy = sequence(oid("1.2.3.4"));
        byte[] other = sequence(oid("1.2.3.5"));
        add(corpus, "policies-one", POLICIES, sequence(policy));
        add(corpus, "policies-two", POLICIES, sequence(policy, other));
        add(corpus, "policies-twice", POLICIES, sequence(policy, policy));
        add(corpus, "policies-any", POLICIES, sequence(sequence(oid("2.5.29.32.0"))));
        add(corpus, "policies-none", POLICIES, sequence());
        add(corpus, "policies-qualified", POLICIES, sequence(sequence(oid("1.2.3.4"), sequence())));
        add(corpus, "policies-garbage-qualifier", POLICIES, sequence(sequence(oid("1.2.3.4"), hex("ff"))));
        add(corpus, "policies-bare-oid", POLICIES, sequence(oid("1.2.3.4")));
        add(corpus, "policies-empty-policy", POLICIES, sequence(sequence()));
        add(corpus, "policies-trailing", POLICIES, sequence(policy), hex("0500"));
        add(corpus, "policies-not-sequence", POLICIES, hex("0500"));
        for (String bytes : new String[] {
            "", "80", "8001", "2a80", "2a8001", "2a", "2affffffffffffffffff7f", "ffffffffffffffffffff7f", "2a00"
        }) {
            add(corpus, "policies-oid-0x" + bytes, POLICIES, sequence(sequence(Der.element(6, hex(bytes)))));
        }
        add(corpus, "mappings-one", MAPPINGS, sequence(sequence(oid("1.2.3.4"), oid("1.2.3.5"))));
        add(corpus, "mappings-any", MAPPINGS, sequence(sequence(oid("2.5.29.32.0"), oid("1.2.3.5"))));
        add(corpus, "mappings-half", MAPPINGS, sequence(policy));
        add(corpus, "mappings-none", MAPPINGS, sequence());
        add(corpus, "mappings-third", MAPPINGS, sequence(sequence(oid("1.2.3.4"), oid("1.2.3.5"), oid("1.2.3.6"))));
        add(corpus, "mappings-broken-oid", MAPPINGS, sequence(sequence(hex("06022a80"), hex("0600"))));
        add(corpus, "mappings-bare", MAPPINGS, oid("1.2.3.4"));
        for (String value : new String[] {
            "3003800100", "3003810100", "3006800100810105", "3006810100800105", "3000", "3003 8001ff", "3002 8000",
                    "3004 80020001", "300a 8008 7fffffffffffffff",
            "300b 8009 008000000000000000", "3003 020100", "3003 820100", "3005 800100 0500", "3004 800100 ff", "0500",
                    "", "3003 800100 00", "3005 a003020100"
        }) {
            add(corpus, "constraints-0x" + value.replace(" ", ""), CONSTRAINTS, hex(value));
        }
        for (String value : new String[] {
            "020100",
            "020105",
            "0201ff",
            "0200",
            "02020001",
            "0208 7fffffffffffffff",
            "0209 008000000000000000",
            "0209 00ffffffffffffffff",
            "030100",
            "",
            "02010000",
            "3003020100"
        }) {
            add(corpus, "inhibit-any-0x" + value.replace(" ", ""), INHIBIT_ANY, hex(value));
        }
        addPlaces(corpus);
    }

    private static void addPlaces(CertificateCorpus corpus) {
        byte[] uri = context(6, Der.ascii("http://crl.example/"));
        byte[] garbled = context(6, hex("ff00"));
        crl(corpus, "one", sequence(explicit(0, explicit(0, uri))));
        crl(corpus, "two-names", sequence(explicit(0, explicit(0, uri, uri))));
        crl(corpus, "garbled", sequence(explicit(0, explicit(0, garbled))));
        crl(corpus, "other-name", sequence(explicit(0, explicit(0, context(2, Der.ascii("a")), uri))));
        crl(corpus, "garbage-after-other-name", sequence(explicit(0, explicit(0, context(2), hex("ff")))));
        crl(corpus, "relative", sequence(explicit(0, explicit(1, sequence()))));
        crl(corpus, "no-name", sequence(explicit(0)));
        crl(corpus, "empty-full-name", sequence(explicit(0, explicit(0))));
        crl(corpus, "reasons-only", sequence(context(1, hex("0001"))));
        crl(corpus, "garbage", sequence(hex("ff")));
        crl(corpus, "empty", sequence());
        crl(corpus, "null", hex("0500"));
        crl(corpus, "cut-uri", sequence(explicit(0, explicit(0, hex("86ff41")))));
        add(corpus, "crl-not-sequence", CRL_POINTS, hex("0500"));
        add(corpus, "crl-trailing", CRL_POINTS, sequence(), hex("00"));
        byte[] ocsp = oid("1.3.6.1.5.5.7.48.1");
        authority(corpus, "ocsp", sequence(ocsp, uri));
        authority(corpus, "garbled", sequence(ocsp, garbled));
        authority(corpus, "other-name", sequence(ocsp, context(2, Der.ascii("a"))));
        authority(corpus, "no-place", sequence(ocsp));
        authority(corpus, "no-method", sequence(uri));
        authority(corpus, "empty", sequence());
        authority(corpus, "null", hex("0500"));
        authority(corpus, "cut-uri", sequence(ocsp, hex("86ff41")));
        authority(corpus, "garbage-after-place", sequence(ocsp, uri, hex("ff")));
        authority(corpus, "huge-oid", sequence(oid("1.2.9999999999999"), uri));
        add(corpus, "information-not-sequence", AUTHORITY_INFORMATION, hex("0500"));
        add(corpus, "information-trailing", AUTHORITY_INFORMATION, sequence(), hex("00"));
    }

    private static void crl(CertificateCorpus corpus, String name, byte[]... points) {
        add(corpus, "crl-" + name, CRL_POINTS, sequence(points));
    }

    private static void authority(CertificateCorpus corpus, String name, byte[]... descriptions) {
        add(corpus, "information-" + name, AUTHORITY_INFORMATION, sequence(descriptions));
    }

    private static void add(CertificateCorpus corpus, String name, String oid, byte[]... content) {
        corpus.add("policy/" + name, new RawCertificate().extensions(extension(oid, false, content)));
        corpus.add("policy/" + name + "-critical", new RawCertificate().extensions(extension(oid, true, content)));
    }
}
