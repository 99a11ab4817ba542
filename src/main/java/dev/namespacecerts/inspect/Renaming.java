package dev.namespacecerts.inspect;

import dev.namespacecerts.rules.Violation;

/** Violations of leaves with the name of the inspected source instead of {@code tls.crt} of a Secret. */
final class Renaming {
    private static final String CHAIN = "tls.crt";
    private static final String KEY = "tls.key";

    private Renaming() {}

    /** @param whole whether the position is one of the source; else it is one of the leaf alone */
    static Violation of(Violation violation, CertificateItem leaf, boolean whole) {
        String name = leaf.source().name();
        return new Violation(
                violation.rule(),
                violation.severity(),
                name,
                name,
                whole || violation.position() == null ? violation.position() : Integer.valueOf(leaf.position()),
                violation.subject(),
                violation.issuer(),
                violation.serial(),
                violation.fingerprint(),
                violation.fingerprintSha1(),
                renamed(violation.found(), name),
                renamed(violation.allowed(), name),
                renamed(violation.message(), name),
                renamed(violation.remedy(), name),
                violation.selfResolving(),
                violation.disclosed());
    }

    private static String renamed(String text, String name) {
        return name.endsWith(CHAIN) ? text : text.replace(CHAIN, name).replace(KEY, name);
    }
}
