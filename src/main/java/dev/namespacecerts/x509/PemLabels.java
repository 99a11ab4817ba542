package dev.namespacecerts.x509;

import dev.namespacecerts.x509.PemBlock.Kind;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The labels of PEM blocks that messages may quote. */
final class PemLabels {
    static final String CERTIFICATE = "CERTIFICATE";
    private static final String PRIVATE_KEY = "PRIVATE KEY";
    private static final int LONGEST = 64;
    private static final Map<String, String> KNOWN = Set.of(
                    CERTIFICATE,
                    PRIVATE_KEY,
                    "ENCRYPTED PRIVATE KEY",
                    "RSA PRIVATE KEY",
                    "EC PRIVATE KEY",
                    "DSA PRIVATE KEY",
                    "OPENSSH PRIVATE KEY",
                    "ANY PRIVATE KEY",
                    "PGP PRIVATE KEY BLOCK",
                    "CERTIFICATE REQUEST",
                    "NEW CERTIFICATE REQUEST",
                    "X509 CERTIFICATE",
                    "TRUSTED CERTIFICATE",
                    "ATTRIBUTE CERTIFICATE",
                    "X509 CRL",
                    "PUBLIC KEY",
                    "RSA PUBLIC KEY",
                    "DSA PUBLIC KEY",
                    "EC PUBLIC KEY",
                    "SSH2 PUBLIC KEY",
                    "EC PARAMETERS",
                    "DH PARAMETERS",
                    "X9.42 DH PARAMETERS",
                    "DSA PARAMETERS",
                    "PARAMETERS",
                    "PKCS7",
                    "PKCS #7 SIGNED DATA",
                    "CMS",
                    "PKCS12",
                    "SSL SESSION PARAMETERS")
            .stream()
            .collect(Collectors.toUnmodifiableMap(Function.identity(), Function.identity()));

    private static final Map<String, String> REMEDIES = Map.ofEntries(
            Map.entry("PKCS7", "Extract its certificates (openssl pkcs7 -print_certs -in FILE -out ca.crt)."),
            Map.entry(
                    "PKCS #7 SIGNED DATA",
                    "Extract its certificates (openssl pkcs7 -print_certs -in FILE -out ca.crt)."),
            Map.entry(
                    "CMS",
                    "Extract its certificates (openssl cms -cmsout -inform PEM -outform DER -in FILE"
                            + " | openssl pkcs7 -inform DER -print_certs -out ca.crt)."),
            Map.entry(
                    "PKCS12",
                    "Extract its certificates (grep -v -e ----- FILE | base64 -d | openssl pkcs12 -nokeys -out ca.crt)."),
            Map.entry("TRUSTED CERTIFICATE", "Convert it to a plain certificate (openssl x509 -in FILE -out ca.crt)."),
            Map.entry("X509 CERTIFICATE", "Give it the current label (openssl x509 -in FILE -out ca.crt)."),
            Map.entry("CERTIFICATE REQUEST", "Have the CA sign the request, and put the certificate there."),
            Map.entry("NEW CERTIFICATE REQUEST", "Have the CA sign the request, and put the certificate there."),
            Map.entry("X509 CRL", "Remove the revocation list. Temporal Cloud accepts certificates only."));

    private PemLabels() {}

    /** Remedy for a block with a label that {@link #shown} returned. */
    static String remedy(String shown) {
        return REMEDIES.getOrDefault(shown, "Remove the block, and put the certificate itself there.");
    }

    /** The label to display for a label that was read. */
    static String shown(String label) {
        String known = label.length() > LONGEST ? null : KNOWN.get(label);
        if (known != null) {
            return known;
        }
        return label.contains(PRIVATE_KEY) ? PRIVATE_KEY : PemBlock.UNKNOWN_LABEL;
    }

    /** Kind of a block with a label that {@link #shown} returned. */
    static Kind kind(String shown) {
        if (shown.equals(CERTIFICATE)) {
            return Kind.CERTIFICATE;
        }
        if (shown.contains(PRIVATE_KEY)) {
            return Kind.PRIVATE_KEY;
        }
        return shown.equals(PemBlock.UNKNOWN_LABEL) ? Kind.UNKNOWN : Kind.OTHER_KNOWN;
    }
}
