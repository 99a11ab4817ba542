package dev.namespacecerts.inspect;

import dev.namespacecerts.inspect.CertificateTree.Place;
import dev.namespacecerts.rules.Usage;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.x509.Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An inspection as text for a person: the certificates as a tree, roots at the top. */
public final class TextReport {
    private static final int DEEPEST = 12;
    private static final String BOLD = "\u001B[1m";
    private static final String RED = "\u001B[1;31m";
    private static final String YELLOW = "\u001B[1;33m";
    private static final String RESET = "\u001B[0m";
    private static final int MOST_PLACES = 10;
    private static final String BRANCH = "├─ ";
    private static final String LAST = "└─ ";
    private static final String PASSING = "│  ";
    private static final String EMPTY = "   ";

    private final Inspection inspection;
    private final Instant now;
    private final boolean colored;
    private final boolean severalSources;
    private final List<String> lines = new ArrayList<>();
    private final Set<CertificateItem> shown = Collections.newSetFromMap(new IdentityHashMap<>());

    private TextReport(Inspection inspection, Instant now, boolean colored) {
        this.inspection = inspection;
        this.now = now;
        this.colored = colored;
        this.severalSources = inspection.input().sources().size() > 1;
    }

    /** The lines of the report. */
    public static List<String> of(Inspection inspection, Instant now, boolean colored) {
        return new TextReport(inspection, now, colored).lines();
    }

    private List<String> lines() {
        lines.add(colored(
                BOLD, inspection.input().name() + ": " + inspection.input().format()));
        inspection.input().notes().forEach(lines::add);
        server();
        unreadable();
        CertificateTree tree = inspection.tree();
        tree.tops().forEach(this::top);
        tree.items().stream().filter(item -> !shown.contains(item)).forEach(this::top); // rings of issuers
        if (!inspection.general().isEmpty()) {
            lines.add("");
        }
        inspection.general().forEach(violation -> violation("", violation));
        lines.add("");
        inspection.notJudged().forEach(lines::add);
        inspection.usage().ifPresent(this::usage);
        lines.add(summary());
        return lines;
    }

    private void server() {
        ServerFacts server = inspection.input().server();
        if (server == null) {
            return;
        } else if (!server.asksForClients()) {
            lines.add("The server does not ask for a client certificate.");
        } else if (server.authorities().isEmpty()) {
            lines.add("The server asks for a client certificate, and names no CA.");
        } else {
            lines.add("The server asks for a client certificate of one of these CAs:");
            server.authorities().forEach(name -> lines.add("  " + name));
            if (server.unshownAuthorities() > 0) {
                lines.add("  and " + server.unshownAuthorities() + " more");
            }
        }
    }

    private void unreadable() {
        for (Source source : inspection.input().sources()) {
            for (Entry entry : source.entries()) {
                if (entry.problem() != null) {
                    lines.add((severalSources ? source.name() + ", " : "") + "block " + entry.position()
                            + " cannot be read: " + entry.problem());
                }
            }
        }
    }

    private void top(CertificateItem item) {
        if (!shown.contains(item)) {
            lines.add("");
            certificate(item, "", "", 0);
        }
    }

    /**
     * Adds a certificate and those that it issued.
     *
     * @param first prefix of its first line
     * @param rest prefix of its other lines, and of the certificates below
     */
    private void certificate(CertificateItem item, String first, String rest, int depth) {
        Place place = inspection.tree().place(item);
        boolean again = !shown.add(item);
        lines.add(first + colored(BOLD, inspection.tree().role(item))
                + CertificateText.kind(item.certificate()) + "  "
                + item.certificate().subject() + "  (" + item.place(severalSources)
                + (again ? ", cross-signed, shown above)" : ")"));
        if (again) {
            return;
        }
        List<CertificateItem> issued = place.issued();
        details(item, place, rest + (issued.isEmpty() ? "  " : "│ "));
        for (int i = 0; i < issued.size(); i++) {
            boolean last = i == issued.size() - 1;
            boolean deep = depth >= DEEPEST; // no more indentation
            certificate(
                    issued.get(i),
                    rest + (last ? LAST : BRANCH),
                    deep ? rest : rest + (last ? EMPTY : PASSING),
                    depth + 1);
        }
    }

    private void details(CertificateItem item, Place place, String prefix) {
        Certificate certificate = item.certificate();
        issuer(item, place, prefix);
        field(prefix, "serial", certificate.serialText());
        field(
                prefix,
                "valid",
                certificate.notBefore() + " to " + certificate.notAfter() + ", "
                        + (Validity.isValid(certificate, now)
                                ? Validity.of(certificate, now)
                                : colored(RED, Validity.of(certificate, now))));
        field(
                prefix,
                "key",
                certificate.publicKey().name() + ", signed with "
                        + certificate.signatureAlgorithm().name());
        List<String> uses = CertificateUses.of(certificate);
        if (!uses.isEmpty()) {
            field(prefix, "uses", String.join(", ", uses));
        }
        List<String> names = CertificateText.names(certificate);
        if (!names.isEmpty()) {
            int more = CertificateText.moreNames(certificate);
            field(prefix, "names", String.join(", ", names) + (more == 0 ? "" : " and " + more + " more"));
        }
        field(prefix, "SHA-256", certificate.fingerprint());
        field(prefix, "SHA-1", certificate.fingerprintSha1());
        if (!item.repeated().isEmpty()) {
            field(prefix, "also", item.repeated().stream().limit(MOST_PLACES).collect(Collectors.joining(", ")));
        }
        crossSigned(item, prefix);
        List<String> matching = inspection.matching().get(item);
        if (matching != null && !matching.isEmpty()) {
            field(prefix, "filters", "matches " + String.join(", ", matching));
        }
        inspection.violations().getOrDefault(item, List.of()).forEach(violation -> violation(prefix, violation));
    }

    private void issuer(CertificateItem item, Place place, String prefix) {
        Certificate certificate = item.certificate();
        if (place.selfSigned()) {
            return;
        }
        String note = "";
        if (place.impostor() != null) {
            note = " (" + place.impostor().place(severalSources)
                    + " has this name, but its key did not sign this certificate)";
        } else if (place.issuers().isEmpty()) {
            note = certificate.isSelfIssued() ? " (not signed with its own key)" : elsewhere(certificate);
        } else if (place.nameOnly()) {
            note = " (found by its name; the signature was not checked)";
        }
        if (!note.isEmpty()) {
            field(prefix, "issuer", certificate.issuer() + note);
        }
    }

    private String elsewhere(Certificate certificate) {
        return inspection.authorities().stream().anyMatch(ca -> ca.subject().sameDer(certificate.issuer()))
                ? " (a CA of --ca)"
                : " (not in this input)";
    }

    private void crossSigned(CertificateItem item, String prefix) {
        List<CertificateItem> same = inspection.tree().crossSigned(item);
        if (!same.isEmpty()) {
            lines.add(prefix + "  cross-signed: same subject and key as "
                    + same.stream()
                            .limit(MOST_PLACES)
                            .map(other -> other.place(severalSources))
                            .collect(Collectors.joining(", ")));
        }
    }

    private void field(String prefix, String name, String value) {
        lines.add(prefix + " ".repeat(2) + name + " ".repeat(Math.max(1, 9 - name.length())) + value);
    }

    private void violation(String prefix, Violation violation) {
        String title = violation.severity() + " " + violation.rule().id() + ":";
        lines.add(prefix + "  " + colored(violation.isError() ? RED : YELLOW, title) + " " + violation.message());
        lines.add(prefix + "    " + violation.remedy());
    }

    private void usage(Usage usage) {
        lines.add("Bundle: " + usage.certificates() + " of " + usage.certificateLimit() + " certificates, "
                + usage.bytes() + " of " + usage.byteLimit() + " bytes of PEM.");
    }

    private String colored(String color, String text) {
        return colored ? color + text + RESET : text;
    }

    private String summary() {
        long errors = count(true);
        long warnings = count(false);
        if (inspection.expired()) {
            return "A certificate is expired or not yet valid.";
        } else if (errors + warnings == 0 && inspection.incomplete()) {
            return "Not everything was read and judged.";
        } else if (errors + warnings == 0) {
            return inspection.input().server() == null
                    ? "No rule is violated."
                    : "All certificates are within their validity.";
        }
        return "Violations: " + errors + (errors == 1 ? " Error, " : " Errors, ") + warnings
                + (warnings == 1 ? " Warning." : " Warnings.");
    }

    private long count(boolean errors) {
        return Stream.concat(
                        inspection.general().stream(),
                        inspection.violations().values().stream().flatMap(List::stream))
                .filter(violation -> violation.isError() == errors)
                .count();
    }
}
