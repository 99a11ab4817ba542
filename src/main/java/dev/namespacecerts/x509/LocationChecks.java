package dev.namespacecerts.x509;

/**
 * Checks extensions that the operator does not use, but which Go rejects if they are malformed (processExtensions).
 */
final class LocationChecks {
    private static final int URI = DerTag.context(6);

    private LocationChecks() {}

    static void crlDistributionPoints(DerReader value) throws CertificateFormatException {
        String what = "the CRL distribution points extension";
        DerReader points = value.read(DerTag.SEQUENCE, what);
        while (!points.isEmpty()) {
            DerReader point = points.read(DerTag.SEQUENCE, what);
            int tag = DerTag.contextConstructed(0);
            if (!point.nextIs(tag)) {
                continue;
            }
            DerReader fullName = point.read(tag, what).read(tag, what);
            while (fullName.nextIs(URI)) {
                fullName.read(URI, what);
            }
        }
    }

    static void authorityInformationAccess(DerReader value) throws CertificateFormatException {
        String what = "the authority information access";
        DerReader descriptions = value.read(DerTag.SEQUENCE, what);
        while (!descriptions.isEmpty()) {
            DerReader description = descriptions.read(DerTag.SEQUENCE, what);
            description.readOid(what);
            description.skipOptional(URI, what);
        }
    }
}
