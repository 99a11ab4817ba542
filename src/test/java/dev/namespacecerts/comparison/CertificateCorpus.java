package dev.namespacecerts.comparison;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Certificates, each named after its peculiarity. */
final class CertificateCorpus {
    private final Map<String, byte[]> certificates = new LinkedHashMap<>();

    /** All certificates; identical bytes on each call. */
    static CertificateCorpus whole() {
        CertificateCorpus corpus = new CertificateCorpus();
        StructureCases.add(corpus);
        NameCases.add(corpus);
        TimeCases.add(corpus);
        KeyCases.add(corpus);
        AlgorithmCases.add(corpus);
        ExtensionCases.add(corpus);
        PolicyCases.add(corpus);
        AlternativeNameCases.add(corpus);
        ConstraintCases.add(corpus);
        BuilderCases.add(corpus);
        FrozenCertificates.add(corpus);
        PublicRootCases.add(corpus);
        MutationCases.add(corpus);
        return corpus;
    }

    void add(String name, RawCertificate certificate) {
        add(name, certificate.der());
    }

    /** @param name unique, of printable ASCII without spaces */
    void add(String name, byte[] der) {
        if (!name.matches("[!-~]+") || certificates.put(name, der) != null) {
            throw new IllegalArgumentException("a name that is used or has other characters: " + name);
        }
    }

    /** In the order in which they were added. */
    Map<String, byte[]> certificates() {
        return Collections.unmodifiableMap(certificates);
    }
}
