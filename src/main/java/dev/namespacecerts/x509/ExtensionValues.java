package dev.namespacecerts.x509;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Parses the values of the small extensions, each as in Go's crypto/x509 (parser.go). */
final class ExtensionValues {
    private ExtensionValues() {}

    static byte[] subjectKeyIdentifier(DerReader value) throws CertificateFormatException {
        return value.read(DerTag.OCTET_STRING, "the subject key identifier").rest();
    }

    static Optional<byte[]> authorityKeyIdentifier(DerReader value) throws CertificateFormatException {
        String what = "the authority key identifier";
        DerReader identifier = value.read(DerTag.SEQUENCE, what);
        int tag = DerTag.context(0);
        return identifier.nextIs(tag) ? Optional.of(identifier.read(tag, what).rest()) : Optional.empty();
    }

    static Set<KeyUsage> keyUsage(DerReader value) throws CertificateFormatException {
        DerBitString bits = value.readBitString("the key usage");
        Set<KeyUsage> usages = EnumSet.noneOf(KeyUsage.class);
        for (KeyUsage usage : KeyUsage.values()) {
            if (bits.bit(usage.ordinal())) {
                usages.add(usage);
            }
        }
        return Collections.unmodifiableSet(usages);
    }

    static BasicConstraints basicConstraints(DerReader value) throws CertificateFormatException {
        String what = "the basic constraints";
        DerReader constraints = value.read(DerTag.SEQUENCE, what);
        boolean ca = constraints.nextIs(DerTag.BOOLEAN) && constraints.readBoolean(what);
        if (!constraints.nextIs(DerTag.INTEGER)) {
            return new BasicConstraints(ca, OptionalInt.empty());
        }
        long pathLength = constraints.readLong(DerTag.INTEGER, what);
        if (pathLength < 0) {
            throw DerReader.malformed(what);
        }
        return new BasicConstraints(ca, OptionalInt.of((int) Math.min(pathLength, Integer.MAX_VALUE)));
    }

    static ExtendedKeyUsage extendedKeyUsage(DerReader value) throws CertificateFormatException {
        String what = "the extended key usage";
        DerReader usages = value.read(DerTag.SEQUENCE, what);
        List<String> oids = new ArrayList<>();
        while (!usages.isEmpty()) {
            oids.add(usages.readOid(what));
        }
        return ExtendedKeyUsage.of(oids);
    }
}
