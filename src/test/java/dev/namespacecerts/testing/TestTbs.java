package dev.namespacecerts.testing;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;

/**
 * The part of a certificate that is signed: TBSCertificate of RFC 5280 section 4.1. Assembled piece by piece, because
 * Bouncy Castle's own builder refuses some of what tests need.
 */
record TestTbs(
        long version,
        ASN1Integer serial,
        AlgorithmIdentifier algorithm,
        X500Name issuer,
        Instant notBefore,
        Instant notAfter,
        X500Name subject,
        SubjectPublicKeyInfo key,
        List<Extension> extensions) {

    DERSequence encode() {
        ASN1EncodableVector fields = new ASN1EncodableVector();
        if (version != 1) {
            fields.add(new DERTaggedObject(0, new ASN1Integer(version - 1L)));
        }
        fields.add(serial);
        fields.add(algorithm);
        fields.add(issuer);
        fields.add(new DERSequence(new Time[] {time(notBefore), time(notAfter)}));
        fields.add(subject);
        fields.add(key);
        if (!extensions.isEmpty()) {
            fields.add(new DERTaggedObject(3, new DERSequence(extensions.toArray(Extension[]::new))));
        }
        return new DERSequence(fields);
    }

    static byte[] certificate(DERSequence signed, AlgorithmIdentifier algorithm, byte[] signature, byte[] trailing) {
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(signed);
        parts.add(algorithm);
        parts.add(new DERBitString(signature));
        return Bytes.join(TestExtensions.encode(new DERSequence(parts)), trailing);
    }

    // UTCTime before 2050, GeneralizedTime from then on: RFC 5280 section 4.1.2.5.
    private static Time time(Instant instant) {
        return new Time(Date.from(instant));
    }
}
