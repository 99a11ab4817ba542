package dev.namespacecerts.cloudservice;

import dev.namespacecerts.testing.GoProgram;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The checks of a set of CAs, in the words of the service, and its form of PEM. Nothing here is the operator's. */
final class CertificateCheck {
    private static final int MOST_CERTIFICATES = 16;
    private static final int MOST_BYTES = 32_768;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]*)-----END CERTIFICATE-----");
    private static final Pattern GO_REFUSAL = Pattern.compile("(?m)^ca \\d+ refused \"(.*)\"$");

    private CertificateCheck() {}

    /** Refuses certificates as PEM that the service does not accept. */
    static void check(String pem, Instant now, boolean byGo) {
        if (pem.length() > MOST_BYTES) {
            throw invalid("ca certificates exceed the size limit of " + MOST_BYTES + " bytes");
        }
        List<byte[]> blocks = blocks(pem);
        if (blocks.size() > MOST_CERTIFICATES) {
            throw invalid("number of ca certificates exceeds the limit of " + MOST_CERTIFICATES);
        }
        List<String> errors = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            byte[] der = blocks.get(i);
            if (blocks.subList(0, i).stream().anyMatch(before -> Arrays.equals(before, der))) {
                errors.add("duplicate certificate");
            } else {
                refusal(der, now, byGo).ifPresent(errors::add);
            }
        }
        if (byGo) {
            errors.addAll(refusalsOfGo(blocks, now));
        }
        if (!errors.isEmpty()) {
            throw refused(errors);
        }
    }

    /** The blocks of a PEM text as the service writes them. */
    static String pem(List<byte[]> blocks) {
        StringBuilder text = new StringBuilder();
        Base64.Encoder base64 = Base64.getMimeEncoder(64, new byte[] {'\n'});
        for (byte[] der : blocks) {
            text.append("-----BEGIN CERTIFICATE-----\n")
                    .append(base64.encodeToString(der))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return text.toString();
    }

    /** The certificates of a PEM text, in order. */
    static List<byte[]> blocks(String pem) {
        List<byte[]> found = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(pem);
        while (blocks.find()) {
            try {
                found.add(Base64.getDecoder().decode(blocks.group(1).replaceAll("\\s", "")));
            } catch (IllegalArgumentException e) {
                throw refused(List.of("failed to parse PEM"));
            }
        }
        if (found.isEmpty() || blocks.reset().replaceAll("").contains("-----BEGIN")) {
            throw refused(List.of("failed to parse PEM"));
        }
        return found;
    }

    private static Optional<String> refusal(byte[] der, Instant now, boolean byGo) {
        try {
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            if (certificate.getBasicConstraints() < 0) {
                return Optional.of(
                        "certificate " + certificate.getSubjectX500Principal().getName() + " is not a ca certificate");
            }
            return byGo ? Optional.empty() : expiry(certificate, now.truncatedTo(ChronoUnit.SECONDS));
        } catch (CertificateException e) {
            return byGo ? Optional.empty() : Optional.of("x509: malformed certificate");
        }
    }

    private static Optional<String> expiry(X509Certificate certificate, Instant now) {
        String text = "x509: certificate has expired or is not yet valid: current time " + now;
        Instant notBefore = certificate.getNotBefore().toInstant();
        Instant notAfter = certificate.getNotAfter().toInstant();
        if (now.isAfter(notAfter)) {
            return Optional.of(text + " is after " + notAfter);
        }
        return now.isBefore(notBefore) ? Optional.of(text + " is before " + notBefore) : Optional.empty();
    }

    /** What Go's crypto/x509 says against the certificates, with each other as issuers. */
    private static List<String> refusalsOfGo(List<byte[]> blocks, Instant now) {
        String question = blocks.stream()
                .map(der -> "x" + Base64.getEncoder().encodeToString(der))
                .collect(Collectors.joining(" ", "bundle ca " + now.getEpochSecond() + " ", "\n"));
        return GO_REFUSAL
                .matcher(GoProgram.of("verdict").ask(question))
                .results()
                .map(refusal -> refusal.group(1).replace("\\\"", "\""))
                .toList();
    }

    private static StatusRuntimeException refused(List<String> errors) {
        StringBuilder text = new StringBuilder("invalid ca certificate: ")
                .append(errors.size())
                .append(errors.size() == 1 ? " error occurred:" : " errors occurred:");
        errors.forEach(error -> text.append("\n\t* ").append(error));
        return invalid(text.append("\n\n").toString());
    }

    private static StatusRuntimeException invalid(String text) {
        return Status.INVALID_ARGUMENT.withDescription(text).asRuntimeException();
    }
}
