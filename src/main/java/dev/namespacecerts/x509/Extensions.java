package dev.namespacecerts.x509;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The parsed extensions of a certificate. */
record Extensions(
        Optional<BasicConstraints> basicConstraints,
        Optional<Set<KeyUsage>> keyUsage,
        Optional<ExtendedKeyUsage> extendedKeyUsage,
        Optional<byte[]> subjectKeyIdentifier,
        Optional<byte[]> authorityKeyIdentifier,
        SubjectAlternativeNames subjectAlternativeNames,
        Optional<NameConstraints> nameConstraints,
        PolicyExtensions policies,
        List<String> unhandledCritical) {}
