package dev.namespacecerts.x509;

import java.math.BigInteger;

/**
 * Parses and rejects DER as Go's crypto/x509.ParseCertificate (Go 1.26) does. It rejects more RSA keys than Go (see
 * {@link PublicKeyParser}). Work and memory are linear in the size of the input.
 */
public final class CertificateParser {
    private CertificateParser() {}

    /**
     * @param der kept by the certificate; the caller must not modify it
     * @throws CertificateFormatException if the input is not exactly one valid certificate
     */
    public static Certificate parse(byte[] der) throws CertificateFormatException {
        DerReader input = new DerReader(der);
        DerReader certificate = input.read(DerTag.SEQUENCE, "the certificate");
        if (!input.isEmpty()) {
            throw new CertificateFormatException("there is trailing data after the certificate");
        }
        DerReader tbs = certificate.readElement(DerTag.SEQUENCE, "the signed part of the certificate");
        DerReader outerAlgorithm = certificate.read(DerTag.SEQUENCE, "the outer signature algorithm");
        TbsCertificate fields = parseTbs(tbs, outerAlgorithm);
        // Like Go, ignores everything after the signature in the sequence.
        byte[] signature = certificate.readBitString("the signature").rightAligned();
        return new Certificate(der, fields, signature);
    }

    private static TbsCertificate parseTbs(DerReader element, DerReader outerAlgorithm)
            throws CertificateFormatException {
        byte[] der = element.rest();
        DerReader tbs = element.read(DerTag.SEQUENCE, "the signed part of the certificate");
        long version = parseVersion(tbs);
        BigInteger serial = tbs.readInteger("the serial number");
        if (serial.signum() < 0) {
            throw new CertificateFormatException("the serial number is negative");
        }
        DerReader algorithm = tbs.read(DerTag.SEQUENCE, "the signature algorithm");
        if (!algorithm.restEquals(outerAlgorithm)) {
            throw new CertificateFormatException("the inner and the outer signature algorithm differ");
        }
        SignatureAlgorithm signatureAlgorithm = SignatureAlgorithmParser.parse(algorithm);
        DistinguishedName issuer = NameParser.parse(tbs, "the issuer");
        DerReader validity = tbs.read(DerTag.SEQUENCE, "the validity");
        return new TbsCertificate(
                der,
                version,
                serial,
                signatureAlgorithm,
                issuer,
                TimeParser.parse(validity, "notBefore"),
                TimeParser.parse(validity, "notAfter"),
                NameParser.parse(tbs, "the subject"),
                PublicKeyParser.parse(tbs),
                parseExtensions(tbs, version));
    }

    private static long parseVersion(DerReader tbs) throws CertificateFormatException {
        int tag = DerTag.contextConstructed(0);
        if (!tbs.nextIs(tag)) {
            return 1;
        }
        DerReader explicit = tbs.read(tag, "the version");
        long version = explicit.readLong(DerTag.INTEGER, "the version");
        // In Go, this addition overflows to a negative version, which Go accepts and CA-1 and EE-1 reject.
        if (!explicit.isEmpty() || version < 0 || version + 1 > 3) {
            throw new CertificateFormatException("the version is none of 1, 2 and 3");
        }
        return version + 1;
    }

    // Like Go, ignores the extensions of a certificate that is not of version 3.
    private static Extensions parseExtensions(DerReader tbs, long version) throws CertificateFormatException {
        if (version > 1) {
            tbs.skipOptional(DerTag.context(1), "the unique identifier of the issuer");
            tbs.skipOptional(DerTag.context(2), "the unique identifier of the subject");
        }
        boolean present = version == 3 && tbs.nextIs(DerTag.contextConstructed(3));
        ExtensionsParser parser = new ExtensionsParser();
        if (present) {
            parser.parse(tbs.read(DerTag.contextConstructed(3), "the list of extensions"));
        }
        return parser.result();
    }
}
