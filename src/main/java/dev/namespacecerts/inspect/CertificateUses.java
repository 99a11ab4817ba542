package dev.namespacecerts.inspect;

import dev.namespacecerts.x509.BasicConstraints;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.DisplayText;
import dev.namespacecerts.x509.ExtendedKeyUsage;
import dev.namespacecerts.x509.KeyUsage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a certificate may be used for: its basic constraints, key usage and extended key usage, in OpenSSL's names. */
final class CertificateUses {
    private static final int MOST_PURPOSES = 10;
    private static final int LONGEST_OID = 100;

    private static final Map<KeyUsage, String> USAGES = Map.of(
            KeyUsage.DIGITAL_SIGNATURE, "digitalSignature",
            KeyUsage.CONTENT_COMMITMENT, "nonRepudiation",
            KeyUsage.KEY_ENCIPHERMENT, "keyEncipherment",
            KeyUsage.DATA_ENCIPHERMENT, "dataEncipherment",
            KeyUsage.KEY_AGREEMENT, "keyAgreement",
            KeyUsage.KEY_CERT_SIGN, "keyCertSign",
            KeyUsage.CRL_SIGN, "cRLSign",
            KeyUsage.ENCIPHER_ONLY, "encipherOnly",
            KeyUsage.DECIPHER_ONLY, "decipherOnly");

    private static final Map<String, String> PURPOSES = Map.of(
            "1.3.6.1.5.5.7.3.1", "serverAuth",
            "1.3.6.1.5.5.7.3.2", "clientAuth",
            "1.3.6.1.5.5.7.3.3", "codeSigning",
            "1.3.6.1.5.5.7.3.4", "emailProtection",
            "1.3.6.1.5.5.7.3.8", "timeStamping",
            "1.3.6.1.5.5.7.3.9", "OCSPSigning",
            "2.5.29.37.0", "anyExtendedKeyUsage");

    private CertificateUses() {}

    /** For example "CA:TRUE", "pathlen:0", "keyCertSign" and "clientAuth"; empty if it has none of the extensions. */
    static List<String> of(Certificate certificate) {
        List<String> uses = new ArrayList<>();
        Optional<BasicConstraints> constraints = certificate.basicConstraints();
        constraints.ifPresent(basic -> uses.add(basic.ca() ? "CA:TRUE" : "CA:FALSE"));
        constraints.ifPresent(basic -> basic.pathLength().ifPresent(length -> uses.add("pathlen:" + length)));
        Set<KeyUsage> usages = EnumSet.noneOf(KeyUsage.class);
        certificate.keyUsage().ifPresent(usages::addAll);
        usages.forEach(usage -> uses.add(USAGES.get(usage)));
        List<String> purposes =
                certificate.extendedKeyUsage().map(ExtendedKeyUsage::oids).orElse(List.of());
        purposes.stream()
                .limit(MOST_PURPOSES)
                .forEach(oid -> uses.add(PURPOSES.getOrDefault(oid, DisplayText.of(oid, LONGEST_OID))));
        if (purposes.size() > MOST_PURPOSES) {
            uses.add("…");
        }
        return uses;
    }
}
