package dev.namespacecerts.golden;

import static dev.namespacecerts.golden.GoldenCase.of;
import static dev.namespacecerts.golden.GoldenCertificates.FUTURE;
import static dev.namespacecerts.golden.GoldenCertificates.ISSUING;
import static dev.namespacecerts.golden.GoldenCertificates.PAST;
import static dev.namespacecerts.golden.GoldenCertificates.ROOT;
import static dev.namespacecerts.golden.GoldenCertificates.again;
import static dev.namespacecerts.golden.GoldenCertificates.intermediate;
import static dev.namespacecerts.golden.GoldenCertificates.root;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.PublicAuthority;
import dev.namespacecerts.testing.TestKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** CA-1, CA-2, CA-5 to CA-9, CA-11, CA-13: rules about single CAs and about the whole bundle. */
final class CaRuleCases {
    private static final KeyPair RSA = TestKeys.rsa(2048, 0);

    private CaRuleCases() {}

    static List<GoldenCase> all() {
        return List.of(
                of("ca-valid-one-root").cas(ROOT),
                of("ca-valid-root-and-intermediate").cas(ROOT, ISSUING),
                of("ca-01-version-1").cas(root("Old Root").version1().build()),
                of("ca-02-no-basic-constraints")
                        .cas(root("Acme Root").withoutBasicConstraints().build()),
                of("ca-02-end-entity").cas(ROOT, GoldenCertificates.WORKER),
                of("ca-05-sha1")
                        .cas(root("Acme Root")
                                .signatureAlgorithm("SHA1withECDSA")
                                .build()),
                of("ca-05-ed25519")
                        .cas(root("Acme Root").keyAlgorithm("Ed25519").build()),
                of("ca-05-dsa").cas(ROOT, dsa()),
                of("ca-05-pss-salt-of-openssl").cas(pssWithOtherSalt()),
                of("ca-05-key-id-rsassa-pss").cas(pssKey()),
                of("ca-06-public-ca").inline(PublicAuthority.pem()),
                of("ca-06-public-ca-with-a-filter")
                        .inline(PublicAuthority.pem())
                        .filter("workers", "worker-*"),
                of("ca-07-expired").cas(ROOT, root("Old Root").notAfter(PAST).build()),
                of("ca-07-two-expired")
                        .cas(
                                root("Old Root").notAfter(PAST).build(),
                                root("Older Root").notAfter(PAST).build()),
                of("ca-07-not-yet-valid")
                        .cas(root("Next Root").notBefore(FUTURE).build()),
                of("ca-07-expires-before-it-is-valid")
                        .cas(root("Acme Root").notBefore(FUTURE).notAfter(PAST).build()),
                of("ca-08-26-certificates").cas(roots(26)),
                of("ca-08-17-certificates").cas(roots(17)),
                of("ca-09-too-many-bytes").cas(large(5, 180)),
                of("ca-11-bit-string-in-name")
                        .cas(root("x")
                                .subject(oddName(new DERBitString(new byte[] {1, 2})))
                                .build()),
                of("ca-11-at-sign-in-printable-string")
                        .cas(root("x")
                                .subject(oddName(new DERPrintableString("ops@acme")))
                                .build()),
                of("ca-11-name-constraint-at-domain").cas(constrained(GeneralName.rfc822Name, "@acme.example")),
                of("ca-11-negative-serial")
                        .cas(root("Acme Root").serial(BigInteger.TEN.negate()).build()),
                of("ca-11-secp256k1")
                        .cas(root("Acme Root").keyAlgorithm("ECDSA-secp256k1").build()),
                of("ca-11-short-rsa-key")
                        .cas(root("Acme Root").keyPair(TestKeys.rsa(1024, 0)).build()),
                of("ca-13-same-certificate-twice").cas(ROOT, ROOT),
                of("ca-13-two-roots-of-one-name")
                        .cas(ROOT, again(root("Acme Root")).build()),
                of("ca-13-five-roots-of-one-name").cas(sameName(5)),
                of("ca-13-expiring")
                        .cas(root("Acme Root")
                                .notAfter(Instant.parse("2036-01-01T00:00:00Z"))
                                .build())
                        .spec(spec -> spec.expiryWarning("87600h")),
                of("ca-13-no-room-for-a-rotation").cas(roots(13)));
    }

    /** Distinct roots. */
    static HeldCertificate[] roots(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> root("Acme Root " + number).build())
                .toArray(HeldCertificate[]::new);
    }

    private static HeldCertificate[] sameName(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> root("Acme Root")
                        .randomness(TestKeys.seeded("same name " + number))
                        .build())
                .toArray(HeldCertificate[]::new);
    }

    /** Roots with many names. */
    private static HeldCertificate[] large(int count, int names) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> root("Large Root " + number)
                        .subjectAlternativeName(IntStream.range(0, names)
                                .mapToObj(i -> new GeneralName(
                                        GeneralName.dNSName, "a-rather-long-name-" + i + ".acme.example"))
                                .toArray(GeneralName[]::new))
                        .build())
                .toArray(HeldCertificate[]::new);
    }

    private static HeldCertificate constrained(int form, String value) {
        GeneralSubtree[] permitted = {new GeneralSubtree(new GeneralName(form, value))};
        return root("Acme Root").nameConstraints(permitted, null).build();
    }

    static X500Name oddName(ASN1Encodable value) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, "Acme")
                .addRDN(BCStyle.CN, value)
                .build();
    }

    /** Its parameters come from the JDK; nothing verifies its signature, so that fixed bytes will do. */
    private static HeldCertificate dsa() {
        ASN1EncodableVector numbers = new ASN1EncodableVector();
        numbers.add(new ASN1Integer(BigInteger.ONE.shiftLeft(1023).add(BigInteger.ONE)));
        numbers.add(new ASN1Integer(BigInteger.ONE.shiftLeft(159).add(BigInteger.ONE)));
        numbers.add(new ASN1Integer(BigInteger.TWO));
        var algorithm =
                new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.840.10040.4.1"), new DERSequence(numbers));
        try {
            byte[] key = new ASN1Integer(BigInteger.valueOf(12_345)).getEncoded();
            return intermediate("Acme DSA", ROOT)
                    .publicKeyInfo(TestKeys.keyInfo(algorithm, key))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As openssl signs by default: a salt as long as the key allows. */
    private static HeldCertificate pssWithOtherSalt() {
        return rsa("Acme Root")
                .outerAlgorithm(pss(222))
                .innerAlgorithm(pss(222))
                .signatureAlgorithm("SHA256withRSA")
                .build();
    }

    private static HeldCertificate pssKey() {
        SubjectPublicKeyInfo key =
                SubjectPublicKeyInfo.getInstance(RSA.getPublic().getEncoded());
        return rsa("Acme Root")
                .signatureAlgorithm("SHA256withRSAandMGF1")
                .publicKeyInfo(new SubjectPublicKeyInfo(
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS, pss(32).getParameters()),
                        key.getPublicKeyData().getBytes()))
                .build();
    }

    static CertificateBuilder rsa(String commonName) {
        return root(commonName).keyPair(RSA);
    }

    private static AlgorithmIdentifier pss(int salt) {
        var sha256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
        return new AlgorithmIdentifier(
                PKCSObjectIdentifiers.id_RSASSA_PSS,
                new RSASSAPSSparams(
                        sha256,
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, sha256),
                        new ASN1Integer(salt),
                        RSASSAPSSparams.DEFAULT_TRAILER_FIELD));
    }
}
