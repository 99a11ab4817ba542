package dev.namespacecerts.x509;

/** An extension (RFC 5280 section 4.1.2.9) with an unparsed value. */
record Extension(String oid, boolean critical, byte[] value) {
    /** Parses the content of the sequence. Like Go's parseExtension, ignores everything after the value. */
    static Extension parse(DerReader content) throws CertificateFormatException {
        String oid = content.readOid("the identifier of an extension");
        boolean critical = content.nextIs(DerTag.BOOLEAN) && content.readBoolean("the criticality of an extension");
        return new Extension(
                oid,
                critical,
                content.read(DerTag.OCTET_STRING, "the value of an extension").rest());
    }

    void refuseCritical(String what) throws CertificateFormatException {
        if (critical) {
            throw new CertificateFormatException(what + " is marked critical");
        }
    }
}
