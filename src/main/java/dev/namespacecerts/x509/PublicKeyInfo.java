package dev.namespacecerts.x509;

/** A SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7) whose key is not parsed. */
record PublicKeyInfo(AlgorithmIdentifier algorithm, byte[] key) {
    private static final String WHAT = "the public key";

    static PublicKeyInfo parse(DerReader input) throws CertificateFormatException {
        DerReader info = input.read(DerTag.SEQUENCE, WHAT);
        AlgorithmIdentifier algorithm =
                AlgorithmIdentifier.parse(info.read(DerTag.SEQUENCE, WHAT), "the public key algorithm");
        return new PublicKeyInfo(algorithm, info.readBitString(WHAT).rightAligned());
    }
}
