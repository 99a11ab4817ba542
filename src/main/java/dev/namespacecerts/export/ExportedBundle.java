package dev.namespacecerts.export;

import dev.namespacecerts.sync.CloudFilter;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.PemWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A valid bundle to be written in another format.
 *
 * @param name of the bundle
 * @param temporalNamespace of the bundle; empty if it has none
 * @param authorities the CA certificates in the order of publication
 * @param filters the accepted filters, each once: tcld rejects duplicates
 */
public record ExportedBundle(
        String name, Optional<String> temporalNamespace, List<Certificate> authorities, List<CloudFilter> filters) {
    public ExportedBundle {
        authorities = List.copyOf(authorities);
        filters = filters.stream().distinct().toList();
    }

    /** The canonical PEM, as the operator publishes it. */
    String pem() {
        return new String(PemWriter.certificates(authorities), StandardCharsets.US_ASCII);
    }

    /** The base64 of the canonical PEM, in one line. */
    String base64() {
        return Base64.getEncoder().encodeToString(PemWriter.certificates(authorities));
    }

    /** Whether a filter has half of a surrogate pair, which no file in UTF-8 can hold. */
    boolean hasHalvedText() {
        return filters.stream()
                .flatMapToInt(filter -> filter.toString().codePoints())
                .anyMatch(character -> character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
    }
}
