package dev.namespacecerts.golden;

import static dev.namespacecerts.golden.GoldenCertificates.ISSUING;
import static dev.namespacecerts.golden.GoldenCertificates.ROOT;
import static dev.namespacecerts.golden.GoldenCertificates.leaf;

import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.TestKeys;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/** EE-10: contents of tls.key, and byte-order marks that only some clients ignore. */
final class LeafKeyCases {
    private static final String SECRET = "worker-a-tls";
    private static final HeldCertificate WORKER = leaf("worker-a", ROOT).build();
    private static final String CHAIN = WORKER.pem();
    private static final String KEY = WORKER.privateKeyPem();

    private LeafKeyCases() {}

    static List<GoldenCase> all() {
        HeldCertificate rsa =
                leaf("worker-a", ROOT).keyPair(TestKeys.rsa(2048, 1)).build();
        HeldCertificate below = leaf("worker-a", ISSUING).build();
        String marked = "\uFEFF" + KEY;
        return List.of(
                of("ee-10-pkcs1").client(SECRET, rsa.pem(), traditional("RSA PRIVATE KEY", rsa)),
                of("ee-10-sec1").client(SECRET, CHAIN, traditional("EC PRIVATE KEY", WORKER)),
                of("ee-10-encrypted").client(SECRET, CHAIN, HeldCertificate.pem("ENCRYPTED PRIVATE KEY", new byte[64])),
                of("ee-10-key-of-another-certificate")
                        .client(SECRET, CHAIN, leaf("worker-b", ROOT).build().privateKeyPem()),
                of("ee-10-key-of-the-ca").client(SECRET, CHAIN, ROOT.privateKeyPem()),
                of("ee-10-key-of-an-intermediate").client(SECRET, below.pem() + ISSUING.pem(), ISSUING.privateKeyPem()),
                of("ee-10-unreadable").client(SECRET, CHAIN, "not a key\n"),
                of("ee-10-empty").client(SECRET, CHAIN, ""),
                of("ee-10-missing").spec(spec -> spec.client(SECRET)).object(labelled(Map.of("tls.crt", CHAIN))),
                of("ee-10-byte-order-mark").client(SECRET, utf8(CHAIN), utf8(marked)),
                of("ee-10-crlf-and-byte-order-mark").client(SECRET, utf8("\uFEFF" + crlf(CHAIN)), utf8(crlf(marked))),
                of("ee-11-byte-order-mark").client(SECRET, utf8("\uFEFF" + CHAIN), utf8(KEY)),
                of("ee-11-byte-order-mark-before-an-intermediate")
                        .client(SECRET, utf8(below.pem() + "\uFEFF" + ISSUING.pem()), utf8(below.privateKeyPem())));
    }

    private static Secret labelled(Map<String, String> texts) {
        return GoldenCase.secret(SECRET)
                .editMetadata()
                .addToLabels("namespacecerts.dev/source", "true")
                .endMetadata()
                .withType("Opaque")
                .withStringData(texts)
                .build();
    }

    /** The key as OpenSSL wrote it before PKCS#8. */
    private static String traditional(String label, HeldCertificate leaf) {
        try {
            PrivateKeyInfo key =
                    PrivateKeyInfo.getInstance(leaf.keyPair().getPrivate().getEncoded());
            return HeldCertificate.pem(
                    label, key.parsePrivateKey().toASN1Primitive().getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static GoldenCase of(String name) {
        return GoldenCase.of(name).cas(ROOT);
    }
}
