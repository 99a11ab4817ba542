package dev.namespacecerts.handshake;

import static dev.namespacecerts.handshake.Authorities.ROOT;
import static dev.namespacecerts.handshake.LeafCase.accepted;
import static dev.namespacecerts.handshake.LeafCase.rejected;

import dev.namespacecerts.api.v1alpha1.BundleReference;
import dev.namespacecerts.api.v1alpha1.CertificateFilterSpec;
import dev.namespacecerts.testing.CertificateBuilder;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.GeneralName;

/** Which clients the filters accept: EE-9. All other leaves of the table are accepted by their organization. */
final class FilterCases {
    private static final String UNKNOWN_TO_SERVERS = "a TLS server knows no filters";

    private FilterCases() {}

    /** By name. */
    static Map<String, CertificateFilterSpec> filters(BundleReference bundle) {
        return Map.of(
                "acme", new CertificateFilterSpec(bundle, null, "Acme", null, null),
                "name", new CertificateFilterSpec(bundle, "worker-*", null, null, null),
                "unit", new CertificateFilterSpec(bundle, null, null, "Payments", null),
                "dns", new CertificateFilterSpec(bundle, null, null, null, "*.payments.example"),
                "uri", new CertificateFilterSpec(bundle, null, null, null, "spiffe://acme.example/worker/*"),
                "mail", new CertificateFilterSpec(bundle, null, null, null, "worker@acme.example"),
                "address", new CertificateFilterSpec(bundle, null, null, null, "2001:db8::*"),
                "both", new CertificateFilterSpec(bundle, "night", "Globex", null, null));
    }

    static List<LeafCase> rows() {
        return List.of(
                matched("name", "CN=Worker-7"),
                unmatched("name", "CN=a worker-7"),
                matched("unit", "CN=a,OU=Shipping,OU=payments"),
                unmatched("unit", "CN=a,OU=Payments and more"),
                unmatched("organization", "CN=a,O=Acme Corp"),
                matched("both", "CN=night,O=Globex"),
                unmatched("both", "CN=night,O=Initech"),
                matched("dns", "CN=a", dns("other.example"), dns("w.Payments.example")),
                unmatched("dns", "CN=a", dns("payments.example")),
                matched("uri", "CN=a", name(GeneralName.uniformResourceIdentifier, "spiffe://acme.example/worker/1")),
                unmatched("uri", "CN=a", name(GeneralName.uniformResourceIdentifier, "spiffe://acme.example/admin/1")),
                matched("mail", "CN=a", name(GeneralName.rfc822Name, "worker@acme.example")),
                unmatched("mail", "CN=a", name(GeneralName.rfc822Name, "worker@acme.example.org")),
                matched("address", "CN=a", name(GeneralName.iPAddress, "2001:db8:0:0:0:0:0:1")),
                unmatched("address", "CN=a", name(GeneralName.iPAddress, "2001:db8:0:1:0:0:0:1")),
                unmatched("nothing", "CN=a"));
    }

    static GeneralName dns(String name) {
        return name(GeneralName.dNSName, name);
    }

    private static LeafCase matched(String filter, String subject, GeneralName... names) {
        return accepted("filtered-by-" + filter, identity(subject, names)).by(filter);
    }

    private static LeafCase unmatched(String filter, String subject, GeneralName... names) {
        return rejected("not-let-in-by-" + filter, identity(subject, names), "EE-9")
                .acceptedByBoth(UNKNOWN_TO_SERVERS);
    }

    private static Identity identity(String subject, GeneralName... names) {
        CertificateBuilder leaf = CertificateBuilder.leaf(subject).issuedBy(ROOT);
        return Authorities.identity(names.length == 0 ? leaf : leaf.subjectAlternativeName(names));
    }

    private static GeneralName name(int kind, String text) {
        return new GeneralName(kind, text);
    }
}
