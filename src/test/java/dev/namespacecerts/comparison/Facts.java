package dev.namespacecerts.comparison;

import dev.namespacecerts.x509.BasicConstraints;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.CertificateFormatException;
import dev.namespacecerts.x509.CertificateParser;
import dev.namespacecerts.x509.ExtendedKeyUsage;
import dev.namespacecerts.x509.SignatureAlgorithm;
import dev.namespacecerts.x509.SubjectPublicKey.KeyAlgorithm;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The fields of a certificate as the operator parses them, in the format of the Go program. */
final class Facts {
    private static final HexFormat HEX = HexFormat.of();
    private static final Set<KeyAlgorithm> UNKNOWN_TO_GO = EnumSet.of(KeyAlgorithm.UNKNOWN, KeyAlgorithm.X25519);

    private Facts() {}

    /** "ok" and the fields, or "refused" and the error. */
    static String of(byte[] der) {
        try {
            return "ok " + of(CertificateParser.parse(der));
        } catch (CertificateFormatException e) {
            return "refused \"" + e.getMessage() + "\"";
        }
    }

    private static String of(Certificate certificate) {
        boolean client = certificate
                .extendedKeyUsage()
                .map(ExtendedKeyUsage::allowsClientAuth)
                .orElse(true);
        int usage = certificate.keyUsage().stream()
                .flatMap(Set::stream)
                .mapToInt(bit -> 1 << bit.ordinal())
                .sum();
        return "version=" + certificate.version()
                + " serial=" + certificate.serial().toString(16)
                + " from=" + certificate.notBefore().getEpochSecond()
                + " to=" + certificate.notAfter().getEpochSecond()
                + " signed=" + signed(certificate.signatureAlgorithm())
                + " key=" + key(certificate)
                + " ca="
                + certificate.basicConstraints().map(Facts::constraints).orElse("none")
                + " usage=" + usage
                + " client=" + client
                + " dns=" + hex(certificate.subjectAlternativeNames().dnsNames())
                + " mail=" + hex(certificate.subjectAlternativeNames().emails())
                + " uris=" + certificate.subjectAlternativeNames().uris().size()
                + " ip=" + addresses(certificate)
                + " critical=" + String.join(",", certificate.unhandledCriticalExtensions())
                + " ski="
                + certificate.subjectKeyIdentifier().map(HEX::formatHex).orElse("")
                + " aki="
                + certificate.authorityKeyIdentifier().map(HEX::formatHex).orElse("")
                + " cn=" + hex(certificate.subject().values("2.5.4.3"))
                + " o=" + hex(certificate.subject().values("2.5.4.10"))
                + " ou=" + hex(certificate.subject().values("2.5.4.11"))
                + " self=" + certificate.isSelfIssued();
    }

    private static String constraints(BasicConstraints constraints) {
        return constraints.ca() + ":" + constraints.pathLength().orElse(-1);
    }

    // The operator has names for some algorithms that Go does not support.
    private static String signed(SignatureAlgorithm algorithm) {
        boolean known = switch (algorithm.hash()) {
            case SHA224, OTHER -> false;
            default -> algorithm.scheme() != SignatureAlgorithm.Scheme.UNKNOWN;
        };
        return known ? algorithm.name() : "unknown";
    }

    private static String key(Certificate certificate) {
        boolean unknown = UNKNOWN_TO_GO.contains(certificate.publicKey().algorithm());
        return unknown ? "unknown" : certificate.publicKey().name();
    }

    private static String addresses(Certificate certificate) {
        return certificate.subjectAlternativeNames().ips().stream()
                .map(InetAddress::getAddress)
                .map(HEX::formatHex)
                .collect(Collectors.joining(","));
    }

    private static String hex(List<String> texts) {
        return texts.stream()
                .map(text -> HEX.formatHex(text.getBytes(StandardCharsets.UTF_8)))
                .collect(Collectors.joining(","));
    }
}
