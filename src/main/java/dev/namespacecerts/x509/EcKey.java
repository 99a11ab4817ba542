package dev.namespacecerts.x509;

import org.bouncycastle.math.ec.ECPoint;

/** A point on one of the four curves that Go supports. */
record EcKey(NamedCurve curve, ECPoint point) {
    private static final int UNCOMPRESSED = 4;

    static EcKey parse(PublicKeyInfo info) throws CertificateFormatException {
        String oid = new DerReader(info.algorithm().parameters().orElse(new byte[0])).readOid("the name of the curve");
        NamedCurve curve = NamedCurve.byOid(oid)
                .orElseThrow(() -> new CertificateFormatException("the elliptic curve is not supported"));
        byte[] encoded = info.key();
        // Go: ecdsa.ParseUncompressedPublicKey
        if (encoded.length == 0 || encoded[0] != UNCOMPRESSED) {
            throw new CertificateFormatException("the point of the ECDSA key is not in uncompressed form");
        }
        try {
            return new EcKey(curve, curve.domain().getCurve().decodePoint(encoded));
        } catch (IllegalArgumentException e) {
            throw new CertificateFormatException("the ECDSA key is no point of its curve");
        }
    }
}
