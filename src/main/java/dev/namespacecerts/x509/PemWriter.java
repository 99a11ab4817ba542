package dev.namespacecerts.x509;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Writes canonical PEM: CERTIFICATE blocks only, 64 columns, LF, no other text. */
public final class PemWriter {
    private static final byte[] BEGIN = ascii("-----BEGIN CERTIFICATE-----\n");
    private static final byte[] END = ascii("-----END CERTIFICATE-----\n");
    private static final int COLUMNS = 64;

    private PemWriter() {}

    public static byte[] certificates(List<Certificate> certificates) {
        return blocks(certificates.stream().map(Certificate::der).toList());
    }

    /** @param ders the DER of each certificate */
    public static byte[] blocks(List<byte[]> ders) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(2_048 * ders.size());
        for (byte[] der : ders) {
            out.writeBytes(BEGIN);
            writeLines(Base64.getEncoder().encode(der), out);
            out.writeBytes(END);
        }
        return out.toByteArray();
    }

    // The JDK's MIME encoder, which inserts line ends, is several times slower than its plain one.
    private static void writeLines(byte[] base64, ByteArrayOutputStream out) {
        for (int i = 0; i < base64.length; i += COLUMNS) {
            out.write(base64, i, Math.min(COLUMNS, base64.length - i));
            out.write('\n');
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
