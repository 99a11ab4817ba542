package dev.namespacecerts.cloudservice;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The checks of a set of CAs, in the words of the service, and its form of PEM. */
final class CertificateCheck {
    private static final int MOST_CERTIFICATES = 16;
    private static final int MOST_BYTES = 32_768;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]*)-----END CERTIFICATE-----");

    private CertificateCheck() {}

    /** Refuses certificates as PEM that the service does not accept. */
    static void check(String pem, Instant now) {
        if (pem.length() > MOST_BYTES) {
            throw invalid("ca certificates exceed the size limit of " + MOST_BYTES + " bytes");
        }
        List<byte[]> blocks = blocks(pem);
        if (blocks.size() > MOST_CERTIFICATES) {
            throw invalid("number of ca certificates exceeds the limit of " + MOST_CERTIFICATES);
        }
        List<String> errors = new ArrayList<>();
        Set<X509Certificate> seen = new HashSet<>();
        for (byte[] der : blocks) {
            check(der, seen, now, errors);
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

    private static void check(byte[] der, Set<X509Certificate> seen, Instant now, List<String> errors) {
        X509Certificate certificate;
        try {
            certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            errors.add("x509: malformed certificate");
            return;
        }
        String name = certificate.getSubjectX500Principal().getName();
        if (!seen.add(certificate)) {
            errors.add("certificate " + name + ": duplicate certificate");
        }
        if (certificate.getBasicConstraints() < 0) {
            errors.add("certificate " + name + ": not a ca certificate");
        }
        String today = now.truncatedTo(ChronoUnit.SECONDS).toString();
        if (certificate.getNotAfter().toInstant().isBefore(now)) {
            errors.add("certificate " + name + ": x509: certificate has expired or is not yet valid: current time "
                    + today + " is after " + certificate.getNotAfter().toInstant());
        } else if (certificate.getNotBefore().toInstant().isAfter(now)) {
            errors.add("certificate " + name + ": x509: certificate has expired or is not yet valid: current time "
                    + today + " is before " + certificate.getNotBefore().toInstant());
        }
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
