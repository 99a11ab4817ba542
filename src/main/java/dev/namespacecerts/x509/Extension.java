package dev.namespacecerts.x509;

/** One extension (RFC 5280 section 4.1.2.9), its value not yet read. */
record Extension(String oid, boolean critical, byte[] value) {
    /** Reads the content of the sequence; Go's parseExtension ignores what follows the value. */
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
