package dev.namespacecerts.x509;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Parses the extensions of a certificate with the checks of Go's processExtensions. An instance parses one certificate.
 */
final class ExtensionsParser {
    private Optional<BasicConstraints> basicConstraints = Optional.empty();
    private Optional<Set<KeyUsage>> keyUsage = Optional.empty();
    private Optional<ExtendedKeyUsage> extendedKeyUsage = Optional.empty();
    private Optional<byte[]> subjectKeyIdentifier = Optional.empty();
    private Optional<byte[]> authorityKeyIdentifier = Optional.empty();
    private SubjectAlternativeNames subjectAlternativeNames = SubjectAlternativeNames.ABSENT;
    private Optional<NameConstraints> nameConstraints = Optional.empty();
    private final PolicyParser policies = new PolicyParser();
    private final List<String> unhandledCritical = new ArrayList<>();

    /** Parses the content of the explicit tag 3. */
    void parse(DerReader input) throws CertificateFormatException {
        DerReader list = input.read(DerTag.SEQUENCE, "the list of extensions");
        Set<String> seen = new HashSet<>();
        while (!list.isEmpty()) {
            Extension extension = Extension.parse(list.read(DerTag.SEQUENCE, "an extension"));
            if (!seen.add(extension.oid())) {
                throw new CertificateFormatException(
                        "there are two extensions " + DisplayText.of(extension.oid(), 100));
            }
            boolean handled = handle(extension);
            if (extension.critical() && !handled) {
                unhandledCritical.add(extension.oid());
            }
        }
    }

    Extensions result() {
        return new Extensions(
                basicConstraints,
                keyUsage,
                extendedKeyUsage,
                subjectKeyIdentifier,
                authorityKeyIdentifier,
                subjectAlternativeNames,
                nameConstraints,
                policies.result(),
                List.copyOf(unhandledCritical));
    }

    private boolean handle(Extension extension) throws CertificateFormatException {
        DerReader value = new DerReader(extension.value());
        switch (extension.oid()) {
            case "2.5.29.14" -> {
                extension.refuseCritical("the subject key identifier");
                subjectKeyIdentifier = Optional.of(ExtensionValues.subjectKeyIdentifier(value));
            }
            case "2.5.29.15" -> keyUsage = Optional.of(ExtensionValues.keyUsage(value));
            case "2.5.29.17" -> {
                subjectAlternativeNames = SubjectAlternativeNameParser.parse(value);
                return !subjectAlternativeNames.isEmpty();
            }
            case "2.5.29.19" -> basicConstraints = Optional.of(ExtensionValues.basicConstraints(value));
            case "2.5.29.30" -> {
                NameConstraintsParser parser = new NameConstraintsParser();
                nameConstraints = Optional.of(parser.parse(value));
                return parser.understoodAll();
            }
            case "2.5.29.31" -> LocationChecks.crlDistributionPoints(value);
            case "2.5.29.32" -> policies.parsePolicies(value);
            case "2.5.29.33" -> policies.parseMappings(value);
            case "2.5.29.35" -> {
                extension.refuseCritical("the authority key identifier");
                authorityKeyIdentifier = ExtensionValues.authorityKeyIdentifier(value);
            }
            case "2.5.29.36" -> policies.parseConstraints(value);
            case "2.5.29.37" -> extendedKeyUsage = Optional.of(ExtensionValues.extendedKeyUsage(value));
            case "2.5.29.54" -> policies.parseInhibitAnyPolicy(value);
            case "1.3.6.1.5.5.7.1.1" -> {
                extension.refuseCritical("the authority information access");
                LocationChecks.authorityInformationAccess(value);
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
