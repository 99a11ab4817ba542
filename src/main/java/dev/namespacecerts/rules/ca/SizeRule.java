package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.x509.PemWriter;
import dev.namespacecerts.x509.SubjectPublicKey.KeyAlgorithm;
import java.util.Comparator;
import java.util.List;

/** CA-9: maximum size of the canonical PEM in bytes, before base64. */
final class SizeRule implements BundleRule {
    @Override
    public void judge(Bundle bundle, Findings findings) {
        int found = bundle.bytes();
        int limit = bundle.limits().bytes();
        if (found > limit) {
            findings.add(Violation.error(Rule.CA_9)
                    .found(found + " bytes")
                    .allowed("at most " + limit + " bytes")
                    .because(
                            "The certificates have " + found + " bytes as PEM, " + (found - limit)
                                    + " too many. The largest is " + largest(bundle) + ".",
                            "Remove CAs that no client uses any more"
                                    + (hasRsa(bundle)
                                            ? ", or replace RSA CAs with ECDSA CAs, which are smaller."
                                            : ".")));
        }
    }

    private static String largest(Bundle bundle) {
        BundleCertificate largest = bundle.certificates().stream()
                .max(Comparator.comparing(c -> c.certificate().der().length))
                .orElseThrow();
        return largest.name() + " with " + PemWriter.certificates(List.of(largest.certificate())).length + " bytes";
    }

    private static boolean hasRsa(Bundle bundle) {
        return bundle.certificates().stream()
                .anyMatch(c -> c.certificate().publicKey().algorithm() == KeyAlgorithm.RSA);
    }
}
