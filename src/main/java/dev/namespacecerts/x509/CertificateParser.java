package dev.namespacecerts.x509;

import java.math.BigInteger;

/**
 * Parses DER the way Go's crypto/x509.ParseCertificate (Go 1.26) does, and refuses what it refuses; of RSA keys it
 * refuses more (see {@link PublicKeyParser}). Work and memory are linear in the input.
 */
public final class CertificateParser {
    private CertificateParser() {}

    /**
     * @param der kept by the certificate, not to be written to afterwards
     * @throws CertificateFormatException if it is not one certificate and nothing else
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
        // Go leaves it at that: it does not look at what may follow the signature inside the sequence.
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
        // Overflows as in Go, which takes such a certificate for one of a negative version: CA-1 and EE-1 reject it.
        if (!explicit.isEmpty() || version < 0 || version + 1 > 3) {
            throw new CertificateFormatException("the version is none of 1, 2 and 3");
        }
        return version + 1;
    }

    // Go reads no extensions of a certificate that is not of version 3, and does not refuse them either.
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
