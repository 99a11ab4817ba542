package dev.namespacecerts.x509;

import java.util.List;
import java.util.Optional;

/**
 * The format of a text without a readable PEM block, and how to convert it to PEM. {@link ContainerDetector} detects
 * it. No message quotes the text.
 */
public enum Container {
    EMPTY("empty", null, Container.AS_PEM),
    WHITE_SPACE("only white space", null, Container.AS_PEM),
    UTF_16(
            "text in UTF-16, as PowerShell and Notepad save it",
            "iconv -f UTF-16 -t UTF-8 FILE > ca.crt",
            Container.AS_UTF_8),
    UTF_16_LE(
            "text in UTF-16 (little-endian, without a byte-order mark)",
            "iconv -f UTF-16LE -t UTF-8 FILE > ca.crt",
            Container.AS_UTF_8),
    UTF_16_BE(
            "text in UTF-16 (big-endian, without a byte-order mark)",
            "iconv -f UTF-16BE -t UTF-8 FILE > ca.crt",
            Container.AS_UTF_8),
    GZIP("a gzip file", "gzip -dc FILE > ca.crt", ""),
    ZIP("a ZIP archive", "unzip -p FILE > ca.crt", ""),
    TAR("a tar archive", "tar -xOf FILE > ca.crt", ""),
    JKS(
            "a Java KeyStore (JKS)",
            "keytool -exportcert -rfc -alias ALIAS -keystore FILE -storetype JKS -file ca.crt",
            Container.LIST + " " + Container.KEY_STORE),
    JCEKS(
            "a Java KeyStore (JCEKS)",
            "keytool -exportcert -rfc -alias ALIAS -keystore FILE -storetype JCEKS -file ca.crt",
            Container.LIST + " " + Container.KEY_STORE),
    PKCS7("PKCS#7 in DER (.p7b)", "openssl pkcs7 -inform DER -print_certs -in FILE -out ca.crt", ""),
    PKCS12("a PKCS#12 store (.p12, .pfx)", "openssl pkcs12 -nokeys -in FILE -out ca.crt", Container.KEY_STORE),
    PRIVATE_KEY("a private key", null, PemBlock.DISCLOSED),
    CERTIFICATE("a certificate in DER", "openssl x509 -inform DER -in FILE -out ca.crt", ""),
    ASN_1("ASN.1 in DER or BER, but not a certificate", null, Container.AS_PEM),
    DAMAGED(
            "DER that was damaged by a conversion from Latin-1 to UTF-8",
            null,
            "Convert the original file to PEM (openssl x509 -inform DER -in FILE -out ca.crt)."),
    PLACEHOLDER("a template placeholder that was not filled in", null, "Render the template with a value for it."),
    HTML(
            "HTML or XML, such as the error page or login page of a download",
            null,
            "Download the certificate again; curl --fail rejects error pages."),
    JSON("JSON", "jq -r .FIELD FILE > ca.crt", "FIELD is the one that holds the certificate."),
    ESCAPED("text whose line breaks are written as \\n", null, PemProblem.ESCAPED.remedy()),
    PRINTED(
            "the text that openssl x509 -text prints, without the PEM block",
            null,
            "Print the PEM block (openssl x509 -in FILE)."),
    DASHES(
            "a BEGIN line without its five hyphens on each side; word processors turn them into dashes",
            null,
            "Copy the certificate from its file again, from -----BEGIN CERTIFICATE----- on."),
    LOCATION(
            "a path or URL, not the content of that file",
            null,
            "Put the content of the file here, or into a ConfigMap, and refer to that."),
    /** Found only inside base64. */
    PEM(
            "PEM",
            null,
            "Terraform and tcld take base64. Here, write the PEM text itself: only data of a Secret and binaryData"
                    + " of a ConfigMap are base64."),
    BINARY("binary data", null, Container.AS_PEM);

    private static final String AS_PEM = "Put the CA certificates here as PEM: -----BEGIN CERTIFICATE-----.";
    private static final String AS_UTF_8 = "Or save it as UTF-8; in PowerShell: Out-File -Encoding ascii.";
    private static final String LIST = "keytool -list -keystore FILE shows each ALIAS.";
    private static final String KEY_STORE =
            "If the store holds a private key, remove it from here and treat that key as disclosed.";

    private final String what;
    private final String command;
    private final String advice;

    /** @param command shell command that converts FILE to ca.crt; or null */
    Container(String what, String command, String advice) {
        this.what = what;
        this.command = command;
        this.advice = advice;
    }

    /**
     * A detected format.
     *
     * @param what the format as a noun, for example "base64 of PEM"
     * @param remedy how to fix it, with the command that converts it to PEM
     * @param privateKey whether it contains an unprotected private key
     */
    public record Found(Container container, String what, String remedy, boolean privateKey) {
        /** Describes a text in a sentence, for example "tls.crt is not PEM but a gzip file." */
        public String message(String text) {
            boolean blank = container == EMPTY || container == WHITE_SPACE;
            return text + (blank ? " is " : " is not PEM but ") + what + ".";
        }
    }

    /**
     * The format of a text without a readable certificate; empty if the PEM blocks have a more specific problem, or if
     * the format is unknown.
     */
    public static Optional<Found> insteadOf(List<PemBlock> blocks, byte[] text) {
        boolean readable =
                blocks.stream().anyMatch(block -> block.der() != null || block.kind() == PemBlock.Kind.PRIVATE_KEY);
        return readable ? Optional.empty() : ContainerDetector.of(text);
    }

    /** @param layers number of base64 encodings around it */
    Found found(int layers, boolean privateKey) {
        return new Found(
                this,
                "base64 of ".repeat(layers) + what + (privateKey && this != PRIVATE_KEY ? " with a private key" : ""),
                privateKey ? PRIVATE_KEY.advice : remedy(layers),
                privateKey);
    }

    private String remedy(int layers) {
        String decode = "base64 -d < FILE" + " | base64 -d".repeat(Math.max(0, layers - 1));
        if (this == PEM) {
            return "Decode it " + (layers == 1 ? "once" : layers + " times") + " (" + decode + " > ca.crt). " + advice;
        }
        if (command == null) {
            return advice;
        }
        String convert = layers == 0 ? command : decode + " > DECODED; " + command.replace("FILE", "DECODED");
        return ("Convert it to PEM (" + convert + "). " + advice).strip();
    }
}
