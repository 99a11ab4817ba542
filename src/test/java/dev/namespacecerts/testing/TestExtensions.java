package dev.namespacecerts.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** The extensions of a certificate under construction. The two key identifiers are added by themselves. */
final class TestExtensions {
    private final List<Extension> list = new ArrayList<>();
    private final Set<String> decided = new HashSet<>();
    private boolean none;

    void set(String oid, boolean critical, byte[] content) {
        remove(oid);
        none = false;
        repeat(oid, critical, content);
    }

    void repeat(String oid, boolean critical, byte[] content) {
        list.add(new Extension(new ASN1ObjectIdentifier(oid), critical, content));
    }

    void remove(String oid) {
        decided.add(oid);
        list.removeIf(extension -> extension.getExtnId().getId().equals(oid));
    }

    void clear() {
        list.clear();
        none = true;
    }

    /** All of them, with the key identifiers where the test has not decided about these. */
    List<Extension> complete(SubjectPublicKeyInfo key, Optional<byte[]> issuerKeyIdentifier) {
        List<Extension> all = new ArrayList<>(list);
        if (!none && !decided.contains(Extension.subjectKeyIdentifier.getId())) {
            all.add(new Extension(Extension.subjectKeyIdentifier, false, subjectKeyIdentifier(digest(key))));
        }
        if (!none && !decided.contains(Extension.authorityKeyIdentifier.getId())) {
            issuerKeyIdentifier.ifPresent(identifier -> all.add(
                    new Extension(Extension.authorityKeyIdentifier, false, authorityKeyIdentifier(identifier))));
        }
        return all;
    }

    /** What certificates issued by this one name as their authority's key; empty where it has none, or a broken one. */
    Optional<byte[]> subjectKeyIdentifierFor(SubjectPublicKeyInfo key) {
        return complete(key, Optional.empty()).stream()
                .filter(extension -> extension.getExtnId().equals(Extension.subjectKeyIdentifier))
                .map(extension -> extension.getExtnValue().getOctets())
                .filter(content -> content.length > 2 && content[0] == 0x04 && content[1] == content.length - 2)
                .map(content -> Arrays.copyOfRange(content, 2, content.length))
                .findFirst();
    }

    static byte[] basicConstraints(boolean ca, OptionalInt pathLength) {
        if (pathLength.isPresent() && (pathLength.getAsInt() < 0 || !ca)) {
            throw new IllegalArgumentException(
                    "only a CA has a path length, of at least 0: use extension(...) to write a broken one");
        }
        return encode(pathLength.isPresent() ? new BasicConstraints(pathLength.getAsInt()) : new BasicConstraints(ca));
    }

    static byte[] subjectKeyIdentifier(byte[] identifier) {
        return encode(new DEROctetString(identifier));
    }

    static byte[] authorityKeyIdentifier(byte[] identifier) {
        ASN1OctetString octets = new DEROctetString(identifier);
        return encode(new DERSequence(new DERTaggedObject(false, 0, octets)));
    }

    static byte[] encode(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // The first of the two ways of RFC 5280 section 4.2.1.2.
    private static byte[] digest(SubjectPublicKeyInfo key) {
        try {
            return MessageDigest.getInstance("SHA-1")
                    .digest(key.getPublicKeyData().getBytes());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
