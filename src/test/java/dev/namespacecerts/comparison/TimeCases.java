package dev.namespacecerts.comparison;

import static dev.namespacecerts.comparison.Der.sequence;

import dev.namespacecerts.comparison.RawCertificate.Piece;
import dev.namespacecerts.testing.Bytes;

/** Times: both forms, written as they should be and not. */
final class TimeCases {
    private static final byte[] START = Der.text(Der.UTC_TIME, "200101000000Z");
    private static final byte[] END = Der.text(Der.GENERALIZED_TIME, "20600101000000Z");
    private static final String[] UTC = {
        "260101000000Z",
        "2601010000Z",
        "260101000000",
        "260101000000+0000",
        "260101000000-0000",
        "260101000000+0100",
        "2601010000+0100",
        "260101000000-1200",
        "260101000000+2400",
        "260101000000+1260",
        "490101000000Z",
        "500101000000Z",
        "991231235959Z",
        "000101000000Z",
        "260229000000Z",
        "280229000000Z",
        "260100000000Z",
        "260001000000Z",
        "261301000000Z",
        "260132000000Z",
        "260431000000Z",
        "260101240000Z",
        "260101236000Z",
        "260101235960Z",
        "260101000000z",
        "260101000000.5Z",
        "26010100000Z",
        "2601010000000Z",
        " 60101000000Z",
        "-60101000000Z",
        "2601010000 0Z",
        "20260101000000Z",
        "",
        "Z",
        "26010100Z",
        "260101000000ZZ",
        "26a101000000Z",
        "260101000000,5Z",
        "2601010000.5Z",
        "260101 00000Z",
        "260101000000+01",
        "260101000000Z\n"
    };
    private static final String[] GENERALIZED = {
        "20500101000000Z",
        "20260101000000Z",
        "20260101000000",
        "20260101000000.5Z",
        "20260101000000.0Z",
        "20260101000000,5Z",
        "202601010000Z",
        "2026010100Z",
        "20260101000000+0000",
        "20260101000000+0100",
        "20260101000000-0000",
        "20260101000000-2300",
        "20260101000000+2400",
        "00000101000000Z",
        "00010101000000Z",
        "99991231235959Z",
        "99991231235960Z",
        "20260229000000Z",
        "20000229000000Z",
        "21000229000000Z",
        "20260101240000Z",
        "20260101000000z",
        "100000101000000Z",
        "-2260101000000Z",
        "260101000000Z",
        "",
        "2026010100000 Z",
        "20260101000000 Z",
        "20260101000000Z0",
        "+026010100000Z",
        "20260101T00000Z",
        "19491231000000Z",
        "18000101000000Z",
        "20260101000000.500Z"
    };

    private TimeCases() {}

    static void add(CertificateCorpus corpus) {
        for (String time : UTC) {
            add(corpus, "utc", Der.UTC_TIME, time);
        }
        for (String time : GENERALIZED) {
            add(corpus, "generalized", Der.GENERALIZED_TIME, time);
        }
        add(corpus, "octets", Der.OCTET_STRING, "260101000000Z");
        add(corpus, "printable", Der.PRINTABLE, "260101000000Z");
        validity(corpus, "only-one", START);
        validity(corpus, "none");
        validity(corpus, "three", START, END, END);
        validity(corpus, "trailing-garbage", START, END, Bytes.hex("ff"));
        validity(corpus, "reversed", END, START);
        validity(corpus, "constructed", Bytes.hex("370f 170d"), Der.ascii("260101000000Z"), END);
        validity(corpus, "implicit", Der.context(0, Der.ascii("260101000000Z")), END);
    }

    private static void add(CertificateCorpus corpus, String form, int tag, String time) {
        String name = form + "-" + time.replace(' ', '_').replace("\n", "\\n");
        validity(corpus, name + "-as-end", START, Der.text(tag, time));
        validity(corpus, name + "-as-start", Der.text(tag, time), END);
    }

    private static void validity(CertificateCorpus corpus, String name, byte[]... times) {
        corpus.add("time/" + name, new RawCertificate().with(Piece.VALIDITY, sequence(times)));
    }
}
