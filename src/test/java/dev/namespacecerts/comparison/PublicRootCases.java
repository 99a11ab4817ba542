package dev.namespacecerts.comparison;

import dev.namespacecerts.x509.PemBlock;
import dev.namespacecerts.x509.PemReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** What real authorities have made since 1996. */
final class PublicRootCases {
    private PublicRootCases() {}

    static void add(CertificateCorpus corpus) {
        for (PemBlock block : blocks()) {
            corpus.add("public/" + block.position(), block.der());
        }
    }

    static List<PemBlock> blocks() {
        try (InputStream text =
                PublicRootCases.class.getResourceAsStream("/dev/namespacecerts/rules/well-known-authorities.pem")) {
            return PemReader.read(text.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
