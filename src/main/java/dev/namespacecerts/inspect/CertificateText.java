package dev.namespacecerts.inspect;

import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.DisplayText;
import dev.namespacecerts.x509.DistinguishedName;
import dev.namespacecerts.x509.SubjectAlternativeNames;
import java.util.ArrayList;
import java.util.List;

/** Fields of certificates as text. */
final class CertificateText {
    private static final int MOST_NAMES = 10;
    private static final int LONGEST_NAME = 100;
    private static final String DEMO = "Not for production";

    private CertificateText() {}

    /** Whether it is a root for demo certificates, by its subject. */
    static boolean isDemo(Certificate certificate) {
        return certificate.isSelfIssued()
                && certificate
                        .subject()
                        .values(DistinguishedName.ORGANIZATIONAL_UNIT)
                        .contains(DEMO);
    }

    /** What a reader must know of a root at once; else empty. */
    static String kind(Certificate certificate) {
        if (isDemo(certificate)) {
            return " (demo, not for production)";
        }
        boolean known = certificate.isCa() && WellKnownAuthorities.bundled().contains(certificate);
        return known ? " (public CA)" : "";
    }

    /** The first subject alternative names with their kind, cut. */
    static List<String> names(Certificate certificate) {
        SubjectAlternativeNames names = certificate.subjectAlternativeNames();
        List<String> texts = names.texts();
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST_NAMES, texts.size()); i++) {
            shown.add(kind(names, i) + DisplayText.of(texts.get(i), LONGEST_NAME));
        }
        return shown;
    }

    /** How many subject alternative names {@link #names} leaves out. */
    static int moreNames(Certificate certificate) {
        return Math.max(0, certificate.subjectAlternativeNames().texts().size() - MOST_NAMES);
    }

    /** The kind of a name, by its place in the list of all. */
    private static String kind(SubjectAlternativeNames names, int index) {
        int uris = names.dnsNames().size();
        int emails = uris + names.uris().size();
        int ips = emails + names.emails().size();
        return index < uris ? "DNS:" : index < emails ? "URI:" : index < ips ? "email:" : "IP:";
    }
}
