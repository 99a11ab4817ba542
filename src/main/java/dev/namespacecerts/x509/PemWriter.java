package dev.namespacecerts.x509;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Canonical PEM: one CERTIFICATE block after another, 64 columns, LF, no text. */
public final class PemWriter {
    private static final byte[] BEGIN = ascii("-----BEGIN CERTIFICATE-----\n");
    private static final byte[] END = ascii("\n-----END CERTIFICATE-----\n");

    private PemWriter() {}

    public static byte[] certificates(List<Certificate> certificates) {
        Base64.Encoder encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Certificate certificate : certificates) {
            out.writeBytes(BEGIN);
            out.writeBytes(encoder.encode(certificate.der()));
            out.writeBytes(END);
        }
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
