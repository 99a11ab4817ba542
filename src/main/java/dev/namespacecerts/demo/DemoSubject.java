package dev.namespacecerts.demo;

import dev.namespacecerts.api.v1alpha1.DemoAuthoritySpec;
import dev.namespacecerts.api.v1alpha1.DemoKeyAlgorithm;
import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import java.util.List;
import java.util.Objects;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * The subject and subject alternative names of a demo leaf.
 *
 * @param organizationalUnit null if it has none; so for the common name
 */
public record DemoSubject(
        String organization,
        String organizationalUnit,
        String commonName,
        List<String> dnsNames,
        DemoKeyAlgorithm keyAlgorithm) {
    /** The subject of one leaf under one authority. */
    public static DemoSubject of(DemoAuthoritySpec authority, DemoLeafSpec leaf) {
        return new DemoSubject(
                authority.organization(),
                leaf.organizationalUnit(),
                leaf.commonName(),
                Objects.requireNonNullElse(leaf.dnsNames(), List.of()),
                authority.keyAlgorithm());
    }

    X500Name name() {
        X500NameBuilder builder =
                new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.O, DemoIssuer.text(organization));
        if (organizationalUnit != null) {
            builder.addRDN(BCStyle.OU, DemoIssuer.text(organizationalUnit));
        }
        if (commonName != null) {
            builder.addRDN(BCStyle.CN, DemoIssuer.text(commonName));
        }
        return builder.build();
    }
}
