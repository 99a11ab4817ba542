package dev.namespacecerts.x509;

import java.util.Map;
import org.bouncycastle.math.ec.ECPoint;

/** A point on one of the four curves that Go supports. */
record EcKey(NamedCurve curve, ECPoint point) {
    private static final int UNCOMPRESSED = 4;
    private static final int LONGEST_OID = 100;
    private static final Map<String, String> UNSUPPORTED = Map.of(
            "1.2.840.10045.3.1.1", "P-192",
            "1.3.132.0.10", "secp256k1",
            "1.2.156.10197.1.301", "of SM2",
            "1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1",
            "1.3.36.3.3.2.8.1.1.8", "brainpoolP256t1",
            "1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1",
            "1.3.36.3.3.2.8.1.1.12", "brainpoolP384t1",
            "1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1",
            "1.3.36.3.3.2.8.1.1.14", "brainpoolP512t1");

    static EcKey parse(PublicKeyInfo info) throws CertificateFormatException {
        DerReader parameters = new DerReader(info.algorithm().parameters().orElse(new byte[0]));
        if (parameters.nextIs(DerTag.SEQUENCE)) {
            throw new CertificateFormatException(
                    "the elliptic curve is given by explicit parameters and not by its name; accepted are P-256, P-384"
                            + " and P-521 by name (OpenSSL: -pkeyopt ec_param_enc:named_curve)");
        }
        String oid = parameters.readOid("the name of the curve");
        NamedCurve curve = NamedCurve.byOid(oid)
                .orElseThrow(() -> new CertificateFormatException("the elliptic curve "
                        + UNSUPPORTED.getOrDefault(oid, DisplayText.of(oid, LONGEST_OID))
                        + " is not supported; accepted are P-256, P-384 and P-521"));
        byte[] encoded = info.key();
        // Go: ecdsa.ParseUncompressedPublicKey
        if (encoded.length == 0 || encoded[0] != UNCOMPRESSED) {
            throw new CertificateFormatException("the point of the ECDSA key is not in uncompressed form");
        }
        try {
            return new EcKey(curve, curve.domain().getCurve().decodePoint(encoded));
        } catch (IllegalArgumentException e) {
            throw new CertificateFormatException("the point of the ECDSA key is not on its curve");
        }
    }
}
