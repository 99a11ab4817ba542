package dev.namespacecerts.x509;

import java.math.BigInteger;
import java.time.Instant;

/** The signed fields of a certificate (RFC 5280 section 4.1.1.1). */
record TbsCertificate(
        byte[] der,
        long version,
        BigInteger serial,
        SignatureAlgorithm signatureAlgorithm,
        DistinguishedName issuer,
        Instant notBefore,
        Instant notAfter,
        DistinguishedName subject,
        SubjectPublicKey publicKey,
        Extensions extensions) {}
