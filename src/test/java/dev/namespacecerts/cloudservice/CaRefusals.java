package dev.namespacecerts.cloudservice;

import dev.namespacecerts.x509.PemBlock;
import dev.namespacecerts.x509.PemReader;
import io.temporal.api.cloud.namespace.v1.MtlsAuthSpec;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Refuses CAs and filters in the words of the service. Certificates are read with the JDK, not with the operator's parser. */
final class CaRefusals {
    private static final int MOST_CAS = 16;
    private static final int MOST_BYTES = 32_768;
    private static final int MOST_FILTERS = 25;

    private CaRefusals() {}

    static Optional<String> of(MtlsAuthSpec mtls, Instant now) {
        List<PemBlock> blocks = PemReader.read(mtls.getAcceptedClientCa().toByteArray());
        List<String> errors = new ArrayList<>();
        for (PemBlock block : blocks) {
            problem(block, now).ifPresent(errors::add);
        }
        if (blocks.size() > MOST_CAS) {
            errors.add("number of certificates " + blocks.size() + " exceeds the limit of " + MOST_CAS);
        }
        if (mtls.getAcceptedClientCa().size() > MOST_BYTES) {
            errors.add("size of certificates exceeds the limit of " + MOST_BYTES + " bytes");
        }
        if (blocks.isEmpty()) {
            errors.add("no certificates found");
        }
        if (!errors.isEmpty()) {
            return Optional.of("invalid ca certificate: " + errors.size() + " error" + (errors.size() == 1 ? "" : "s")
                    + " occurred:\n\t* " + String.join("\n\t* ", errors) + "\n\n");
        }
        return mtls.getCertificateFiltersCount() > MOST_FILTERS
                ? Optional.of("number of certificate filters exceeds the limit of " + MOST_FILTERS)
                : Optional.empty();
    }

    private static Optional<String> problem(PemBlock block, Instant now) {
        if (block.der() == null) {
            return Optional.of("failed to decode PEM block");
        }
        try {
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(block.der()));
            if (certificate.getBasicConstraints() < 0) {
                return Optional.of("certificate is not a CA: " + certificate.getSubjectX500Principal());
            }
            if (certificate.getNotAfter().toInstant().isBefore(now)) {
                return Optional.of("x509: certificate has expired or is not yet valid: current time " + now
                        + " is after " + certificate.getNotAfter().toInstant());
            }
            return Optional.empty();
        } catch (CertificateException e) {
            return Optional.of("x509: malformed certificate");
        }
    }
}
