package dev.namespacecerts.inspect;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.namespacecerts.inspect.CertificateTree.Place;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.x509.Certificate;
import java.time.Instant;
import java.util.List;

/** An inspection as JSON. {@code docs/inspect.md} describes the fields. */
public final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonReport() {}

    /** The object of one input. */
    public static ObjectNode of(Inspection inspection, Instant now) {
        Input input = inspection.input();
        ObjectNode report = JSON.createObjectNode();
        report.put("input", input.name());
        report.put("format", input.format());
        if (input.server() != null) {
            server(input.server(), report.putObject("server"));
        }
        ArrayNode keys = report.putArray("privateKeys");
        ArrayNode unreadable = report.putArray("unreadable");
        for (Source source : input.sources()) {
            for (Entry entry : source.entries()) {
                if (entry.certificate() == null) {
                    ObjectNode place = (entry.isPrivateKey() ? keys : unreadable).addObject();
                    place.put("source", source.name()).put("position", entry.position());
                    if (entry.problem() != null) {
                        place.put("problem", entry.problem());
                    }
                }
            }
        }
        inspection
                .usage()
                .ifPresent(usage -> report.putObject("usage")
                        .put("certificates", usage.certificates())
                        .put("certificateLimit", usage.certificateLimit())
                        .put("bytes", usage.bytes())
                        .put("byteLimit", usage.byteLimit()));
        report.put("incomplete", inspection.incomplete());
        ArrayNode certificates = report.putArray("certificates");
        inspection.tree().items().forEach(item -> certificate(inspection, item, now, certificates.addObject()));
        violations(inspection.general(), report.putArray("violations"));
        texts(input.notes(), report.putArray("notes"));
        texts(inspection.notJudged(), report.putArray("notJudged"));
        return report;
    }

    private static void server(ServerFacts server, ObjectNode json) {
        json.put("protocol", server.protocol());
        json.put("asksForClientCertificate", server.asksForClients());
        texts(server.authorities(), json.putArray("certificateAuthorities"));
        json.put("moreCertificateAuthorities", server.unshownAuthorities());
    }

    private static void certificate(Inspection inspection, CertificateItem item, Instant now, ObjectNode json) {
        Certificate certificate = item.certificate();
        Place place = inspection.tree().place(item);
        json.put("source", item.source().name());
        json.put("position", item.position());
        texts(item.repeated(), json.putArray("repeatedAt"));
        json.put("role", inspection.tree().role(item));
        json.put("demo", CertificateText.isDemo(certificate));
        json.put("wellKnown", WellKnownAuthorities.bundled().contains(certificate));
        json.put("subject", certificate.subject().toString());
        json.put("issuer", certificate.issuer().toString());
        json.put("serial", certificate.serialText());
        json.put("notBefore", certificate.notBefore().toString());
        json.put("notAfter", certificate.notAfter().toString());
        json.put("daysLeft", Validity.daysLeft(certificate, now));
        json.put("validity", Validity.of(certificate, now));
        json.put("keyAlgorithm", certificate.publicKey().name());
        json.put("signatureAlgorithm", certificate.signatureAlgorithm().name());
        texts(CertificateUses.of(certificate), json.putArray("uses"));
        texts(CertificateText.names(certificate), json.putArray("subjectAlternativeNames"));
        json.put("moreSubjectAlternativeNames", CertificateText.moreNames(certificate));
        json.put("fingerprint", certificate.fingerprint());
        json.put("fingerprintSha1", certificate.fingerprintSha1());
        texts(fingerprints(place.issuers()), json.putArray("issuedBy"));
        texts(fingerprints(inspection.tree().crossSigned(item)), json.putArray("crossSignedWith"));
        List<String> matching = inspection.matching().get(item);
        if (matching != null) {
            texts(matching, json.putArray("matchingFilters"));
        }
        violations(inspection.violations().getOrDefault(item, List.of()), json.putArray("violations"));
    }

    private static List<String> fingerprints(List<CertificateItem> items) {
        return items.stream()
                .limit(10)
                .map(item -> item.certificate().fingerprint())
                .toList();
    }

    private static void texts(List<String> texts, ArrayNode json) {
        texts.forEach(json::add);
    }

    /** Adds violations with the names of the fields in a status. */
    public static void violations(List<Violation> violations, ArrayNode json) {
        for (Violation violation : violations) {
            ObjectNode object = json.addObject();
            object.put("rule", violation.rule().id());
            object.put("severity", violation.severity().name());
            object.put("source", violation.source());
            object.put("position", violation.position());
            object.put("found", violation.found());
            object.put("allowed", violation.allowed());
            object.put("message", violation.message());
            object.put("remedy", violation.remedy());
        }
    }
}
