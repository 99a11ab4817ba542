package dev.namespacecerts.benchmark;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.PolicyConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;

/** Bundles whose evaluation is as expensive as possible: the texts of their sources, within the limits of the API. */
final class HostileBundles {
    private static final int SOURCES = 100;
    private static final int SOURCE_LENGTH = 245_760;

    private final Map<String, List<String>> bundles = new LinkedHashMap<>();

    /** The bundles by their kind. */
    static Map<String, List<String>> all() throws Exception {
        HostileBundles made = new HostileBundles();
        made.text();
        made.crowds();
        made.names();
        made.lengths();
        made.policies();
        made.ladders();
        return made.bundles;
    }

    private void text() {
        String empty = "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n";
        bundles.put("30,000 tiny blocks", Collections.nCopies(7, empty.repeat(30_000 / 7)));
        full("tiny blocks", empty);
        full("one letter", "x");
        full("line breaks", "\n");
        full("dashes", "-");
        full("BEGIN lines", "-----BEGIN CERTIFICATE-----\n");
        full("BEGIN without a line's end", "-----BEGIN ");
        full(
                "one certificate again and again",
                CertificateBuilder.root("CN=Again").build().pem());
        bundles.put(
                "100 x 256 KiB: one block each",
                Collections.nCopies(
                        SOURCES,
                        "-----BEGIN CERTIFICATE-----\n" + "AAAA".repeat(65_000) + "\n-----END CERTIFICATE-----\n"));
    }

    private void full(String name, String piece) {
        bundles.put(
                "100 x 256 KiB: " + name, Collections.nCopies(SOURCES, piece.repeat(SOURCE_LENGTH / piece.length())));
    }

    private void crowds() {
        for (int count : List.of(25, 100)) {
            List<String> roots = new ArrayList<>();
            List<String> strangers = new ArrayList<>();
            HeldCertificate other =
                    CertificateBuilder.root("CN=One").keyAlgorithm("ECDSA-P521").build();
            for (int i = 0; i < count; i++) {
                roots.add(CertificateBuilder.root("CN=One")
                        .keyAlgorithm("ECDSA-P521")
                        .subjectKeyIdentifier(new byte[] {1})
                        .authorityKeyIdentifier(new byte[] {1})
                        .build()
                        .pem());
                strangers.add(CertificateBuilder.intermediate("CN=One")
                        .keyAlgorithm("ECDSA-P521")
                        .subjectKeyIdentifier(new byte[] {1})
                        .authorityKeyIdentifier(new byte[] {1})
                        .issuedBy(other)
                        .build()
                        .pem());
            }
            bundles.put(count + " P-521 roots, one name, one key identifier", roots);
            bundles.put(count + " P-521 CAs, one name, one key identifier, no signer", strangers);
        }
    }

    private void names() {
        StringBuilder name = new StringBuilder("CN=x");
        for (int i = 0; i < 5_500; i++) {
            name.append(",OU=u").append(i);
        }
        List<String> same = new ArrayList<>();
        for (int i = 0; i < SOURCES; i++) {
            same.add(CertificateBuilder.root(name.toString()).build().pem());
        }
        bundles.put("100 roots with one name of 5,500 parts", same);

        GeneralName[] alternatives = new GeneralName[8_000];
        GeneralSubtree[] subtrees = new GeneralSubtree[8_000];
        for (int i = 0; i < alternatives.length; i++) {
            alternatives[i] = new GeneralName(GeneralName.dNSName, "a" + i + ".b");
            subtrees[i] = new GeneralSubtree(new GeneralName(GeneralName.dNSName, "c" + i + ".d"));
        }
        mesh(
                "10 CAs that all sign each other, 8,000 names and 8,000 constraints each",
                10,
                ca -> ca.subjectAlternativeName(alternatives).nameConstraints(null, subtrees));
        mesh("10 CAs that all sign each other", 10, ca -> {});
        GeneralName uri = new GeneralName(GeneralName.uniformResourceIdentifier, "a://" + "b".repeat(150_000));
        int[] place = {0};
        chain("a chain of 99 with constraints above a few URIs of 150,000 letters", ca -> {
            if (place[0]++ < 90) {
                ca.nameConstraints(null, new GeneralSubtree[] {subtrees[0]});
            } else {
                ca.subjectAlternativeName(uri);
            }
        });
        chain(
                "a chain of 99, 8,000 names and 8,000 constraints each",
                ca -> ca.subjectAlternativeName(alternatives).nameConstraints(null, subtrees));
    }

    /** Each CA has a valid path, but allows no leaf below it. So a second search is needed for each, with a leaf. */
    private void lengths() {
        int[] below = {SOURCES - 2};
        chain(
                "a chain of 99, each with a path length that leaves no room for leaves",
                ca -> ca.basicConstraints(true, true, OptionalInt.of(Math.max(0, --below[0]))));
        List<String> twins = new ArrayList<>();
        HeldCertificate root = CertificateBuilder.root("CN=Root").build();
        HeldCertificate issuing =
                CertificateBuilder.intermediate("CN=Issuing").issuedBy(root).build();
        for (int i = 0; i < 45; i++) {
            twins.add(CertificateBuilder.root("CN=Root")
                    .keyPair(root.keyPair())
                    .basicConstraints(true, true, OptionalInt.of(0))
                    .build()
                    .pem());
            twins.add(CertificateBuilder.intermediate("CN=Issuing")
                    .keyPair(issuing.keyPair())
                    .issuedBy(root)
                    .build()
                    .pem());
        }
        bundles.put("45 twins of a root with path length 0, and 45 of an intermediate", twins);
    }

    private void policies() throws Exception {
        PolicyInformation[] policies = new PolicyInformation[8_000];
        for (int i = 0; i < policies.length; i++) {
            policies[i] = new PolicyInformation(new ASN1ObjectIdentifier("1.3.9999." + i));
        }
        byte[] value = new CertificatePolicies(policies).getEncoded();
        chain(
                "a chain of 99, 8,000 policies each",
                ca -> ca.extension(Extension.certificatePolicies.getId(), false, value));
        byte[] explicit = new PolicyConstraints(BigInteger.ZERO, null).getEncoded();
        chain(
                "a chain of 99 that demands policies, 8,000 each",
                ca -> ca.extension(Extension.certificatePolicies.getId(), false, value)
                        .extension(Extension.policyConstraints.getId(), true, explicit));
        byte[] any =
                new CertificatePolicies(new PolicyInformation(new ASN1ObjectIdentifier("2.5.29.32.0"))).getEncoded();
        boolean[] first = {true};
        chain("8,000 policies, then a chain of 97 with any", ca -> {
            ca.extension(Extension.certificatePolicies.getId(), false, first[0] ? value : any)
                    .extension(Extension.policyConstraints.getId(), true, explicit);
            first[0] = false;
        });
    }

    /** Layers of two twins each, which lead to a root in many ways. The certificate at the top is on each of them. */
    private void ladders() throws Exception {
        ladder("a ladder of 12 layers", ca -> {});
        ladder(
                "a ladder below a name of 180,000 letters",
                ca -> ca.subject(new X500NameBuilder()
                        .addRDN(BCStyle.CN, new DERUTF8String("x".repeat(180_000)))
                        .build()));
        KeyPurposeId[] purposes = new KeyPurposeId[20_000];
        for (int i = 0; i < purposes.length; i++) {
            purposes[i] = KeyPurposeId.getInstance(new ASN1ObjectIdentifier("1.3.9999." + i));
        }
        byte[] usage = new ExtendedKeyUsage(purposes).getEncoded();
        ladder("a ladder below 20,000 usages", ca -> ca.extension(Extension.extendedKeyUsage.getId(), false, usage));
    }

    private void ladder(String name, Change atTheTop) {
        HeldCertificate above = CertificateBuilder.root("CN=Absent").build();
        List<String> pems = new ArrayList<>();
        for (int layer = 0; layer < 12; layer++) {
            HeldCertificate first = null;
            for (int twin = 0; twin < 2; twin++) {
                CertificateBuilder ca =
                        CertificateBuilder.intermediate("CN=Layer " + layer).issuedBy(above);
                if (first != null) {
                    ca.keyPair(first.keyPair());
                }
                if (layer == 0) {
                    atTheTop.apply(ca);
                }
                HeldCertificate made = ca.build();
                first = first == null ? made : first;
                pems.add(0, made.pem());
            }
            above = first;
        }
        bundles.put(name, pems);
    }

    private interface Change {
        void apply(CertificateBuilder ca);
    }

    /** CAs that all issued each other, without a root: as many paths as there are orders. */
    private void mesh(String name, int count, Change change) {
        List<HeldCertificate> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(CertificateBuilder.root("CN=Mesh " + i).build());
        }
        List<String> pems = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                if (i != j) {
                    CertificateBuilder ca = CertificateBuilder.intermediate("CN=Mesh " + i)
                            .keyPair(keys.get(i).keyPair())
                            .issuedBy(keys.get(j));
                    change.apply(ca);
                    pems.add(ca.build().pem());
                }
            }
        }
        bundles.put(name, pems);
    }

    private void chain(String name, Change change) {
        List<String> pems = new ArrayList<>();
        HeldCertificate issuer = null;
        for (int i = 0; i < SOURCES - 1; i++) {
            CertificateBuilder ca = issuer == null
                    ? CertificateBuilder.root("CN=Chain 0")
                    : CertificateBuilder.intermediate("CN=Chain " + i).issuedBy(issuer);
            change.apply(ca);
            issuer = ca.build();
            pems.add(issuer.pem());
        }
        bundles.put(name, pems);
    }
}
