package dev.namespacecerts.comparison;

import static dev.namespacecerts.comparison.Der.explicit;
import static dev.namespacecerts.comparison.Der.oid;
import static dev.namespacecerts.comparison.Der.sequence;
import static dev.namespacecerts.testing.Bytes.hex;

import dev.namespacecerts.comparison.RawCertificate.Piece;

/** Signature algorithm identifiers: all kinds, their parameters, and two that do not agree. */
final class AlgorithmCases {
    private static final byte[] NULL = hex("0500");
    private static final String PSS = "1.2.840.113549.1.1.10";
    private static final String SHA256 = "2.16.840.1.101.3.4.2.1";
    private static final String SHA384 = "2.16.840.1.101.3.4.2.2";
    private static final String SHA512 = "2.16.840.1.101.3.4.2.3";

    private AlgorithmCases() {}

    static void add(CertificateCorpus corpus) {
        for (String oid : new String[] {
            "1.2.840.113549.1.1.2",
            "1.2.840.113549.1.1.4",
            "1.2.840.113549.1.1.5",
            "1.3.14.3.2.29",
            "1.2.840.113549.1.1.11",
            "1.2.840.113549.1.1.12",
            "1.2.840.113549.1.1.13",
            "1.2.840.113549.1.1.14",
            "1.2.840.113549.1.1.10",
            "2.16.840.1.101.3.4.3.14",
            "1.2.840.10045.4.1",
            "1.2.840.10045.4.3.1",
            "1.2.840.10045.4.3.2",
            "1.2.840.10045.4.3.3",
            "1.2.840.10045.4.3.4",
            "2.16.840.1.101.3.4.3.10",
            "1.2.840.10040.4.3",
            "2.16.840.1.101.3.4.3.2",
            "1.3.101.112",
            "1.3.101.113",
            "1.2.3.4"
        }) {
            both(corpus, oid, oid(oid));
            both(corpus, oid + "-null", oid(oid), NULL);
        }
        both(corpus, "other-parameters", oid("1.2.840.10045.4.3.2"), hex("020105"));
        both(corpus, "two-parameters", oid("1.2.840.10045.4.3.2"), NULL, NULL);
        both(corpus, "cut-parameters", oid("1.2.840.10045.4.3.2"), hex("05ff"));
        both(corpus, "nothing");
        both(corpus, "no-oid", NULL);
        both(corpus, "broken-oid", hex("0602 2a80"));
        addPss(corpus);
        byte[] withNull = sequence(oid("1.2.840.10045.4.3.2"), NULL);
        byte[] sha384 = sequence(oid("1.2.840.10045.4.3.3"));
        corpus.add("algorithm/inner-differs", new RawCertificate().with(Piece.INNER_ALGORITHM, sha384));
        corpus.add("algorithm/outer-differs", new RawCertificate().with(Piece.OUTER_ALGORITHM, sha384));
        corpus.add("algorithm/inner-with-null", new RawCertificate().with(Piece.INNER_ALGORITHM, withNull));
        corpus.add("algorithm/outer-with-null", new RawCertificate().with(Piece.OUTER_ALGORITHM, withNull));
    }

    private static void addPss(CertificateCorpus corpus) {
        for (String hash : new String[] {
            SHA256, SHA384, SHA512, "1.3.14.3.2.26", "2.16.840.1.101.3.4.2.4", "2.16.840.1.101.3.4.2.8"
        }) {
            for (String mask : new String[] {SHA256, SHA384}) {
                for (int salt : new int[] {20, 32, 48, 64}) {
                    pss(corpus, "%s-%s-%d".formatted(hash, mask, salt), digest(hash), digest(mask), salt);
                }
            }
        }
        byte[] sha256 = digest(SHA256);
        byte[] mask = mask(sha256);
        both(corpus, "pss-no-hash", oid(PSS), sequence(explicit(1, mask), explicit(2, Der.integer(32))));
        both(corpus, "pss-no-mask", oid(PSS), sequence(explicit(0, sha256), explicit(2, Der.integer(32))));
        both(corpus, "pss-no-salt", oid(PSS), sequence(explicit(0, sha256), explicit(1, mask)));
        both(corpus, "pss-empty", oid(PSS), sequence());
        for (int trailer : new int[] {0, 1, 2}) {
            byte[] parameters = sequence(
                    explicit(0, sha256),
                    explicit(1, mask),
                    explicit(2, Der.integer(32)),
                    explicit(3, Der.integer(trailer)));
            both(corpus, "pss-trailer-" + trailer, oid(PSS), parameters);
        }
        byte[] bare = sequence(oid(SHA256));
        pss(corpus, "hash-without-null", bare, sha256, 32);
        pss(corpus, "mask-hash-without-null", sha256, bare, 32);
        pss(corpus, "both-without-null", bare, bare, 32);
        pss(corpus, "hash-with-other-parameters", sequence(oid(SHA256), hex("020100")), sha256, 32);
        pss(corpus, "negative-salt", sha256, sha256, -1);
        pss(corpus, "huge-salt", sha256, sha256, Integer.MAX_VALUE);
        byte[] usual = sequence(explicit(0, sha256), explicit(1, mask), explicit(2, Der.integer(32)));
        both(corpus, "pss-trailing", oid(PSS), usual, NULL);
        byte[] more = sequence(
                explicit(0, sha256), explicit(1, mask), explicit(2, Der.integer(32)), explicit(4, Der.integer(1)));
        both(corpus, "pss-unknown-field", oid(PSS), more);
        addPssWithMore(corpus, sha256, mask);
        byte[] swapped = sequence(explicit(1, mask), explicit(0, sha256), explicit(2, Der.integer(32)));
        both(corpus, "pss-swapped", oid(PSS), swapped);
        byte[] otherMask = sequence(oid("1.2.3.4"), sha256);
        both(
                corpus,
                "pss-other-mask",
                oid(PSS),
                sequence(explicit(0, sha256), explicit(1, otherMask), explicit(2, Der.integer(32))));
    }

    /** One element more than belongs into each of the wrappers. */
    private static void addPssWithMore(CertificateCorpus corpus, byte[] sha256, byte[] mask) {
        byte[] salt = Der.integer(32);
        byte[] trailer = Der.integer(1);
        both(
                corpus,
                "pss-more-beside-hash",
                oid(PSS),
                sequence(explicit(0, sha256, NULL), explicit(1, mask), explicit(2, salt)));
        both(
                corpus,
                "pss-more-beside-mask",
                oid(PSS),
                sequence(explicit(0, sha256), explicit(1, mask, NULL), explicit(2, salt)));
        both(
                corpus,
                "pss-more-beside-salt",
                oid(PSS),
                sequence(explicit(0, sha256), explicit(1, mask), explicit(2, salt, NULL)));
        both(
                corpus,
                "pss-trailer-beside-salt",
                oid(PSS),
                sequence(explicit(0, sha256), explicit(1, mask), explicit(2, salt, explicit(3, Der.integer(2)))));
        both(
                corpus,
                "pss-more-beside-trailer",
                oid(PSS),
                sequence(explicit(0, sha256), explicit(1, mask), explicit(2, salt), explicit(3, trailer, NULL)));
    }

    private static void pss(CertificateCorpus corpus, String name, byte[] hash, byte[] maskHash, int salt) {
        byte[] parameters = sequence(explicit(0, hash), explicit(1, mask(maskHash)), explicit(2, Der.integer(salt)));
        both(corpus, "pss-" + name, oid(PSS), parameters);
    }

    private static byte[] digest(String oid) {
        return sequence(oid(oid), NULL);
    }

    private static byte[] mask(byte[] hash) {
        return sequence(oid("1.2.840.113549.1.1.8"), hash);
    }

    private static void both(CertificateCorpus corpus, String name, byte[]... parts) {
        corpus.add("algorithm/" + name, new RawCertificate().algorithm(sequence(parts)));
    }
}
