package dev.namespacecerts.comparison;

import dev.namespacecerts.x509.PemReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Certificates that other tools made, in {@code src/test/resources/frozen}, valid for a hundred years; their private
 * keys are gone. OpenSSL 3.0, keytool of JDK 17, and Go's crypto/x509 with the fields that tcld fills in.
 */
final class FrozenCertificates {
    static final List<String> NAMES = List.of(
            "openssl-root",
            "openssl-issuing",
            "openssl-pss-root",
            "openssl-version-1-leaf",
            "keytool-root",
            "keytool-rsa-root",
            "go-tcld-root",
            "go-tcld-leaf");

    private FrozenCertificates() {}

    static void add(CertificateCorpus corpus) {
        for (String name : NAMES) {
            corpus.add("frozen/" + name, PemReader.read(pem(name)).get(0).der());
        }
    }

    static byte[] pem(String name) {
        try (InputStream file = FrozenCertificates.class.getResourceAsStream("/frozen/" + name + ".pem")) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
