package dev.namespacecerts.x509;

import java.util.Arrays;
import java.util.Optional;

/** An AlgorithmIdentifier (RFC 5280 section 4.1.1.2). The parameters are one complete DER element. */
record AlgorithmIdentifier(String oid, Optional<byte[]> parameters) {
    private static final byte[] NULL = {5, 0};

    /** Parses the content of the sequence. Like Go's parseAI, ignores everything after the parameters. */
    static AlgorithmIdentifier parse(DerReader content, String what) throws CertificateFormatException {
        String oid = content.readOid(what);
        return new AlgorithmIdentifier(
                oid,
                content.isEmpty()
                        ? Optional.empty()
                        : Optional.of(content.readAnyElement(what).rest()));
    }

    boolean hasNullParameters() {
        return parameters.isPresent() && Arrays.equals(parameters.get(), NULL);
    }
}
