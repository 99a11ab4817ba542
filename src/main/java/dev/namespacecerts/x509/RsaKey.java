package dev.namespacecerts.x509;

import java.math.BigInteger;

/** An RSA public key that Go accepts for verification (crypto/rsa: checkPublicKey), of 1,024 to 8,192 bits. */
record RsaKey(BigInteger modulus, BigInteger exponent) {
    private static final int SMALLEST_MODULUS = 1024;
    static final int LARGEST_MODULUS = 8192;
    private static final int LARGEST_EXPONENT_BITS = 31;

    static RsaKey parse(PublicKeyInfo info) throws CertificateFormatException {
        if (!info.algorithm().hasNullParameters()) {
            throw new CertificateFormatException("the RSA key has parameters other than NULL");
        }
        DerReader key = new DerReader(info.key()).read(DerTag.SEQUENCE, "the RSA key");
        RsaKey read = new RsaKey(key.readInteger("the RSA modulus"), key.readInteger("the RSA exponent"));
        read.check();
        return read;
    }

    private void check() throws CertificateFormatException {
        if (modulus.signum() <= 0) {
            throw new CertificateFormatException("the RSA modulus is not positive");
        }
        int bits = modulus.bitLength();
        if (bits < SMALLEST_MODULUS || bits > LARGEST_MODULUS) {
            throw new CertificateFormatException("the RSA modulus has " + bits + " bits, allowed are "
                    + SMALLEST_MODULUS + " to " + LARGEST_MODULUS);
        }
        if (!modulus.testBit(0)) {
            throw new CertificateFormatException("the RSA modulus is even");
        }
        if (exponent.signum() <= 0 || exponent.equals(BigInteger.ONE) || !exponent.testBit(0)) {
            throw new CertificateFormatException("the RSA exponent is not an odd number above 1");
        }
        if (exponent.bitLength() > LARGEST_EXPONENT_BITS) {
            throw new CertificateFormatException("the RSA exponent is larger than 2147483647");
        }
    }
}
