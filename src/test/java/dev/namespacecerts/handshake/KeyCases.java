package dev.namespacecerts.handshake;

import static dev.namespacecerts.handshake.Authorities.identity;
import static dev.namespacecerts.handshake.Authorities.leaf;
import static dev.namespacecerts.handshake.LeafCase.accepted;
import static dev.namespacecerts.handshake.LeafCase.rejected;

import dev.namespacecerts.testing.HeldCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/** A leaf's key, and the file that it is in: EE-4 and EE-10. */
final class KeyCases {
    private static final String PKCS8 = "it reads PKCS#8 only";

    private KeyCases() {}

    static List<LeafCase> rows() {
        return Stream.of(kinds(), files()).flatMap(List::stream).toList();
    }

    private static List<LeafCase> kinds() {
        return List.of(
                accepted("rsa-2048", identity(leaf("a").keyAlgorithm("RSA-2048"))),
                accepted("rsa-1024", identity(leaf("b").keyAlgorithm("RSA-1024")), "EE-11 warning"),
                accepted("p-384", identity(leaf("c").keyAlgorithm("ECDSA-P384"))),
                accepted("p-521", identity(leaf("d").keyAlgorithm("ECDSA-P521")))
                        .rejectedByJava("the BoringSSL of a gRPC server does not ask for signatures with P-521"),
                rejected("p-224", identity(leaf("e").keyAlgorithm("ECDSA-P224")), "EE-4")
                        .clientError("alert certificate required"),
                rejected("ed25519", ed25519(), "EE-4")
                        .acceptedByGo("Go knows Ed25519")
                        .notForTheSdk("it reads RSA, DSA and ECDSA keys only"));
    }

    private static List<LeafCase> files() {
        HeldCertificate ecdsa = leaf("f").build();
        HeldCertificate rsa = leaf("g").keyAlgorithm("RSA-2048").build();
        return List.of(
                accepted(
                                "pkcs-1",
                                Identity.of(rsa).withKey(OpensslLeaves.traditional(rsa.privateKeyPem())),
                                "EE-10 warning")
                        .notForTheSdk(PKCS8),
                accepted(
                                "sec-1",
                                Identity.of(ecdsa).withKey(OpensslLeaves.traditional(ecdsa.privateKeyPem())),
                                "EE-10 warning")
                        .notForTheSdk(PKCS8),
                rejected(
                                "encrypted",
                                Identity.of(ecdsa).withKey(OpensslLeaves.encrypted(ecdsa.privateKeyPem())),
                                "EE-10")
                        .clientError("Could not read client certificate private key"),
                rejected(
                                "with-another-key",
                                Identity.of(ecdsa).withKey(leaf("h").build().privateKeyPem()),
                                "EE-10")
                        .clientError("key values mismatch"),
                rejected("without-key", Identity.of(ecdsa).withKey("none"), "EE-10")
                        .clientError("Could not read client certificate private key"));
    }

    /** Bouncy Castle writes the public key beside the private one, which OpenSSL cannot read before 3.2. */
    private static Identity ed25519() {
        HeldCertificate leaf = leaf("i").keyAlgorithm("Ed25519").build();
        PrivateKeyInfo both =
                PrivateKeyInfo.getInstance(leaf.keyPair().getPrivate().getEncoded());
        try {
            PrivateKeyInfo one = new PrivateKeyInfo(both.getPrivateKeyAlgorithm(), both.parsePrivateKey());
            return Identity.of(leaf).withKey(HeldCertificate.pem("PRIVATE KEY", one.getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
