package dev.namespacecerts.handshake;

import static dev.namespacecerts.handshake.Authorities.identity;
import static dev.namespacecerts.handshake.Authorities.leaf;
import static dev.namespacecerts.handshake.LeafCase.accepted;
import static dev.namespacecerts.handshake.LeafCase.rejected;

import java.math.BigInteger;
import java.util.List;
import java.util.OptionalInt;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** The leaf itself: EE-2, EE-3, EE-6, EE-8 and EE-11. */
final class ProfileCases {
    private static final String LEAF_OR_CA = "no server asks whether a leaf says that it is none";
    private static final String SAME_NAME = "no server compares the names on a path";

    private ProfileCases() {}

    static List<LeafCase> rows() {
        return List.of(
                rejected("without-basic-constraints", identity(leaf("a").withoutBasicConstraints()), "EE-2")
                        .acceptedByBoth(LEAF_OR_CA),
                rejected("as-a-ca", identity(leaf("b").basicConstraints(true, true, OptionalInt.empty())), "EE-2")
                        .acceptedByBoth(LEAF_OR_CA),
                rejected("for-encryption-only", identity(leaf("c").keyUsage(KeyUsage.keyEncipherment)), "EE-3")
                        .acceptedByGo("Go does not look at a leaf's key usage")
                        .notForTheSdk("its BoringSSL wants digitalSignature of its own certificate"),
                accepted(
                        "for-servers-and-clients",
                        identity(leaf("d")
                                .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth))),
                accepted("for-anything", identity(leaf("e").extendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage))),
                accepted("without-extended-key-usage", identity(leaf("f").without(Extension.extendedKeyUsage.getId()))),
                rejected(
                                "for-servers-only",
                                identity(leaf("g").extendedKeyUsage(KeyPurposeId.id_kp_serverAuth)),
                                "EE-6")
                        .clientError("alert bad certificate"),
                rejected("with-its-cas-name", identity(leaf("h").subject("CN=Acme Root,O=Acme")), "EE-8")
                        .acceptedByBoth(SAME_NAME),
                rejected("with-its-cas-name-in-capitals", identity(leaf("i").subject("CN=ACME ROOT,O=ACME")), "EE-8")
                        .acceptedByBoth(SAME_NAME),
                accepted(
                                "without-a-name",
                                identity(leaf("j")
                                        .subject(new X500Name(new RDN[0]))
                                        .subjectAlternativeName(FilterCases.dns("nameless.payments.example"))))
                        .by("dns")
                        .notForTheSdk(
                                "Java wants the alternative names to be critical then (RFC 5280 section 4.2.1.6)"),
                rejected("with-a-negative-serial-number", identity(leaf("k").serial(BigInteger.TWO.negate())), "EE-11")
                        .clientError("alert decode error")
                        .acceptedByJava("Java takes any serial number"));
    }
}
