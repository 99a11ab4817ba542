package dev.namespacecerts.x509;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** The curves that Go supports (namedCurveFromOID). */
enum NamedCurve {
    P224("1.3.132.0.33", 224),
    P256("1.2.840.10045.3.1.7", 256),
    P384("1.3.132.0.34", 384),
    P521("1.3.132.0.35", 521);

    private final String oid;
    private final int bits;
    private final ECDomainParameters domain;

    NamedCurve(String oid, int bits) {
        this.oid = oid;
        this.bits = bits;
        // The custom implementation. One shared instance keeps the precomputed multiples of its generator.
        X9ECParameters parameters = CustomNamedCurves.getByName("P-" + bits);
        this.domain = new ECDomainParameters(parameters);
    }

    static Optional<NamedCurve> byOid(String oid) {
        return Arrays.stream(values()).filter(curve -> curve.oid.equals(oid)).findFirst();
    }

    String oid() {
        return oid;
    }

    int bits() {
        return bits;
    }

    ECDomainParameters domain() {
        return domain;
    }

    /**
     * The public key of a private one, which must be positive and below the order. With precomputed multiples of the
     * generator, it takes half the time of {@link ECPoint#multiply}.
     */
    ECPoint publicKey(BigInteger scalar) {
        return new FixedPointCombMultiplier().multiply(domain.getG(), scalar).normalize();
    }
}
