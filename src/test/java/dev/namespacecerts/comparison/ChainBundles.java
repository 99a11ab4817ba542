package dev.namespacecerts.comparison;

import static dev.namespacecerts.testing.Bytes.hex;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.TestKeys;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** Chains from a single root to four certificates, with one defect at each position. */
final class ChainBundles {
    private static final Instant PAST = BundleCorpus.NOW.minusSeconds(1);
    private static final Instant FUTURE = BundleCorpus.NOW.plusSeconds(1);

    /** Possible defects of a CA. */
    private static final Map<String, UnaryOperator<CertificateBuilder>> FAULTS = Map.ofEntries(
            Map.entry("nothing", builder -> builder),
            Map.entry("no-basic-constraints", CertificateBuilder::withoutBasicConstraints),
            Map.entry("basic-constraints-not-critical", b -> b.basicConstraints(false, true, OptionalInt.empty())),
            Map.entry("no-ca", builder -> builder.basicConstraints(true, false, OptionalInt.empty())),
            Map.entry("path-0", builder -> builder.basicConstraints(true, true, OptionalInt.of(0))),
            Map.entry("path-1", builder -> builder.basicConstraints(true, true, OptionalInt.of(1))),
            Map.entry("path-2", builder -> builder.basicConstraints(true, true, OptionalInt.of(2))),
            Map.entry("path-0-of-no-ca", builder -> builder.extension("2.5.29.19", true, hex("3003020100"))),
            Map.entry("version-1", CertificateBuilder::version1),
            Map.entry("version-2", builder -> builder.version(2)),
            Map.entry("version-that-overflows", builder -> builder.version(Long.MIN_VALUE)),
            Map.entry("no-key-usage", CertificateBuilder::withoutKeyUsage),
            Map.entry("empty-key-usage", builder -> builder.extension("2.5.29.15", true, hex("030100"))),
            Map.entry("only-crl-sign", builder -> builder.keyUsage(KeyUsage.cRLSign)),
            Map.entry("only-digital-signature", builder -> builder.keyUsage(KeyUsage.digitalSignature)),
            Map.entry("key-cert-sign", builder -> builder.keyUsage(KeyUsage.keyCertSign)),
            Map.entry("for-clients", builder -> builder.extendedKeyUsage(KeyPurposeId.id_kp_clientAuth)),
            Map.entry("for-servers", builder -> builder.extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)),
            Map.entry("for-any", builder -> builder.extendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage)),
            Map.entry(
                    "for-mail-and-clients",
                    builder -> builder.extendedKeyUsage(
                            KeyPurposeId.id_kp_emailProtection, KeyPurposeId.id_kp_clientAuth)),
            Map.entry("for-nothing", builder -> builder.extension("2.5.29.37", false, hex("3000"))),
            Map.entry("for-unknown", builder -> builder.extension("2.5.29.37", false, hex("3005 06032a0304"))),
            Map.entry("unknown-critical", builder -> builder.extension("1.2.3.4", true, hex("0500"))),
            Map.entry("unknown-not-critical", builder -> builder.extension("1.2.3.4", false, hex("0500"))),
            Map.entry("critical-directory-san", builder -> builder.extension("2.5.29.17", true, hex("3000"))),
            Map.entry(
                    "critical-directory-constraint",
                    builder -> builder.extension(
                            "2.5.29.30", true, hex("3018a016 3014 a412 3010310e300c06035504030c0541636d6520"))),
            Map.entry("expired", builder -> builder.notAfter(PAST)),
            Map.entry("at-its-end", builder -> builder.notAfter(BundleCorpus.NOW)),
            Map.entry("at-its-start", builder -> builder.notBefore(BundleCorpus.NOW)),
            Map.entry("not-yet", builder -> builder.notBefore(FUTURE).notAfter(FUTURE.plusSeconds(60))),
            Map.entry(
                    "no-key-identifiers",
                    builder -> builder.withoutSubjectKeyIdentifier().withoutAuthorityKeyIdentifier()),
            Map.entry("other-subject-key-identifier", builder -> builder.subjectKeyIdentifier(hex("0102"))),
            Map.entry("other-authority-key-identifier", builder -> builder.authorityKeyIdentifier(hex("0304"))),
            Map.entry("signature-broken", builder -> builder.signature(hex("3006020101020101"))),
            Map.entry("signature-garbage", builder -> builder.signature(hex("ff"))),
            Map.entry("signature-empty", builder -> builder.signature(new byte[0])));

    private static final GeneralSubtree[] BAD = {new GeneralSubtree(new GeneralName(GeneralName.dNSName, "bad.example"))
    };

    private ChainBundles() {}

    static void add(BundleCorpus corpus) {
        FAULTS.keySet().stream().sorted().forEach(fault -> {
            for (int length = 1; length <= 4; length++) {
                for (int place = 0; place < length; place++) {
                    corpus.add(
                            "chain/" + fault + "-at-" + (place + 1) + "-of-" + length,
                            chain(corpus, fault, place, length));
                }
            }
        });
        addMissing(corpus);
        addLoops(corpus);
        addCrossSigned(corpus);
        for (int layers = 1; layers <= 8; layers++) {
            addLadder(corpus, layers);
        }
    }

    /** Layers of two twins each. Go spends its signature checks in the tree above the twin that it considers first. */
    private static void addLadder(BundleCorpus corpus, int layers) {
        List<HeldCertificate> ladder = new ArrayList<>();
        HeldCertificate above = corpus.root("CN=Root").build();
        ladder.add(above);
        for (int layer = layers; layer >= 1; layer--) {
            CertificateBuilder first = corpus.below(above, "CN=Layer " + layer);
            HeldCertificate narrow = (layer == 1 ? first.nameConstraints(null, BAD) : first).build();
            ladder.add(narrow);
            ladder.add(corpus.below(above, "CN=Layer " + layer)
                    .keyPair(narrow.keyPair())
                    .build());
            above = narrow;
        }
        ladder.add(corpus.below(above, "CN=Bottom")
                .subjectAlternativeName(new GeneralName(GeneralName.dNSName, "bad.example"))
                .build());
        corpus.add("ladder/" + layers, ladder.toArray(HeldCertificate[]::new));
    }

    private static HeldCertificate[] chain(BundleCorpus corpus, String fault, int place, int length) {
        HeldCertificate[] chain = new HeldCertificate[length];
        for (int i = 0; i < length; i++) {
            String name = "CN=Acme " + i + ",O=Acme";
            CertificateBuilder builder = i == 0 ? corpus.root(name) : corpus.below(chain[i - 1], name);
            chain[i] = (i == place ? FAULTS.get(fault).apply(builder) : builder).build();
        }
        return chain;
    }

    private static void addMissing(BundleCorpus corpus) {
        HeldCertificate[] chain = chain(corpus, "nothing", 0, 4);
        corpus.add("missing/root", chain[1], chain[2], chain[3]);
        corpus.add("missing/second", chain[0], chain[2], chain[3]);
        corpus.add("missing/all-but-last", chain[3]);
        corpus.add("missing/none-reversed", chain[3], chain[2], chain[1], chain[0]);
        corpus.add(
                "missing/root-and-stranger", chain[1], corpus.root("CN=Other").build());
        HeldCertificate stranger = corpus.root("CN=Other").build();
        corpus.add(
                "missing/two-families",
                chain[0],
                chain[1],
                stranger,
                corpus.below(stranger, "CN=Under Other").build());
        corpus.add(
                "leaf/under-root",
                chain[0],
                CertificateBuilder.leaf("CN=worker")
                        .issuedBy(chain[0])
                        .at(Clock.fixed(BundleCorpus.NOW, ZoneOffset.UTC))
                        .randomness(TestKeys.seeded("leaf"))
                        .build());
    }

    private static void addLoops(BundleCorpus corpus) {
        HeldCertificate a = corpus.root("CN=A").build();
        HeldCertificate b = corpus.below(a, "CN=B").build();
        HeldCertificate aByB = corpus.below(b, "CN=A").keyPair(a.keyPair()).build();
        corpus.add("loop/two", aByB, b);
        corpus.add("loop/two-and-root", aByB, b, a);
        HeldCertificate c = corpus.below(b, "CN=C").build();
        HeldCertificate aByC = corpus.below(c, "CN=A").keyPair(a.keyPair()).build();
        corpus.add("loop/three", aByC, b, c);
        corpus.add("loop/three-and-root", aByC, b, c, a);
        corpus.add("loop/three-and-below", aByC, b, c, corpus.below(c, "CN=D").build());
    }

    private static void addCrossSigned(BundleCorpus corpus) {
        HeldCertificate old = corpus.root("CN=Old Root").build();
        HeldCertificate young = corpus.root("CN=New Root").build();
        HeldCertificate cross =
                corpus.below(old, "CN=New Root").keyPair(young.keyPair()).build();
        HeldCertificate issuing = corpus.below(young, "CN=Issuing").build();
        corpus.add("cross/both-roots", old, young, cross, issuing);
        corpus.add("cross/old-root", old, cross, issuing);
        corpus.add("cross/new-root", young, cross, issuing);
        corpus.add("cross/no-root", cross, issuing);
        for (String fault : new String[] {
            "path-0", "for-servers", "unknown-critical", "only-crl-sign", "expired", "no-ca", "version-1"
        }) {
            HeldCertificate bad = FAULTS.get(fault)
                    .apply(corpus.below(old, "CN=New Root").keyPair(young.keyPair()))
                    .build();
            corpus.add("cross/" + fault + "-and-both-roots", bad, old, young, issuing);
            corpus.add("cross/" + fault + "-and-old-root", bad, old, issuing);
            HeldCertificate badRoot = FAULTS.get(fault)
                    .apply(corpus.root("CN=New Root").keyPair(young.keyPair()))
                    .build();
            corpus.add("cross/root-" + fault + "-and-cross", badRoot, old, cross, issuing);
            corpus.add("cross/two-roots-one-" + fault, badRoot, young, issuing);
        }
    }
}
