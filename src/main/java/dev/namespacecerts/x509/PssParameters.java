package dev.namespacecerts.x509;

import dev.namespacecerts.x509.SignatureAlgorithm.Defect;
import dev.namespacecerts.x509.SignatureAlgorithm.Hash;
import dev.namespacecerts.x509.SignatureAlgorithm.Scheme;
import java.util.Locale;
import java.util.Map;

/**
 * The parameters of RSASSA-PSS (RFC 4055 section 3.1). Go supports three sets: hash and mask hash are the same SHA-2
 * hash, the salt is as long as the hash, and the trailer is the default.
 */
final class PssParameters {
    private static final String WHAT = "the RSASSA-PSS parameters";
    private static final String MGF1 = "1.2.840.113549.1.1.8";
    private static final String ACCEPTED = "SHA-256, SHA-384 or SHA-512";
    private static final String SHA_256 = "-sha256 -sigopt rsa_pss_saltlen:digest";
    private static final long DEFAULT_SALT = 20;
    private static final Map<String, SignatureHash> HASHES = Map.of(
            "2.16.840.1.101.3.4.2.1", SignatureHash.SHA256,
            "2.16.840.1.101.3.4.2.2", SignatureHash.SHA384,
            "2.16.840.1.101.3.4.2.3", SignatureHash.SHA512);

    private PssParameters() {}

    static SignatureAlgorithm algorithm(AlgorithmIdentifier identifier) {
        try {
            return recognise(new DerReader(identifier.parameters().orElse(new byte[0])));
        } catch (CertificateFormatException e) {
            // as in Go: an unknown algorithm, but no malformed certificate
            return unsupported("the parameters are missing or malformed", ACCEPTED, SHA_256);
        }
    }

    // Go reads these with encoding/asn1, which ignores some additional elements. Here, such parameters are unknown.
    private static SignatureAlgorithm recognise(DerReader input) throws CertificateFormatException {
        DerReader parameters = input.read(DerTag.SEQUENCE, WHAT);
        if (!parameters.nextIs(DerTag.contextConstructed(0))) {
            return unsupported("the hash is absent, which means SHA-1", ACCEPTED, SHA_256);
        }
        AlgorithmIdentifier hash = algorithmIdentifier(explicit(parameters, 0));
        SignatureHash known = HASHES.get(hash.oid());
        if (known == null) {
            return unsupported("the hash is not " + ACCEPTED, ACCEPTED, SHA_256);
        }
        String maskOption =
                "-sigopt rsa_mgf1_md:" + known.title().replace("-", "").toLowerCase(Locale.ROOT);
        String maskAccepted = "MGF1 with the hash of the signature (" + known.title() + ")";
        if (!parameters.nextIs(DerTag.contextConstructed(1))) {
            return unsupported(
                    "the hash of the mask generation function is absent, which means SHA-1", maskAccepted, maskOption);
        }
        AlgorithmIdentifier mask = algorithmIdentifier(explicit(parameters, 1));
        AlgorithmIdentifier maskHash =
                algorithmIdentifier(new DerReader(mask.parameters().orElse(new byte[0])));
        long salt = parameters.nextIs(DerTag.contextConstructed(2)) ? number(explicit(parameters, 2)) : DEFAULT_SALT;
        boolean defaultTrailer = parameters.isEmpty() || number(explicit(parameters, 3)) == 1;
        if (!mask.oid().equals(MGF1) || !maskHash.oid().equals(hash.oid())) {
            return unsupported(
                    "the mask generation function is not MGF1 with the hash of the signature",
                    maskAccepted,
                    maskOption);
        } else if (salt != known.bytes()) {
            return unsupported(
                    "the salt has " + salt + " bytes",
                    "a salt as long as the hash (" + known.bytes() + " bytes for " + known.title() + ")",
                    "-sigopt rsa_pss_saltlen:digest");
        } else if (!defaultTrailer || !parameters.isEmpty()) {
            return unsupported("the trailer field is not 1", "trailer field 1", null);
        } else if (!hasNoParameters(hash) || !hasNoParameters(maskHash)) {
            return unsupported("the hash has parameters other than NULL", "a hash without parameters", null);
        }
        return new SignatureAlgorithm(Scheme.RSA_PSS, Hash.valueOf(known.name()), known.name() + "-RSAPSS");
    }

    private static SignatureAlgorithm unsupported(String found, String accepted, String option) {
        return new SignatureAlgorithm(
                Scheme.UNKNOWN, Hash.NONE, "RSAPSS with unsupported parameters", new Defect(found, accepted, option));
    }

    private static DerReader explicit(DerReader parameters, int number) throws CertificateFormatException {
        return parameters.read(DerTag.contextConstructed(number), WHAT);
    }

    private static AlgorithmIdentifier algorithmIdentifier(DerReader wrapper) throws CertificateFormatException {
        AlgorithmIdentifier identifier = AlgorithmIdentifier.parse(wrapper.read(DerTag.SEQUENCE, WHAT), WHAT);
        end(wrapper);
        return identifier;
    }

    private static long number(DerReader wrapper) throws CertificateFormatException {
        long number = wrapper.readLong(DerTag.INTEGER, WHAT);
        end(wrapper);
        return number;
    }

    private static void end(DerReader wrapper) throws CertificateFormatException {
        if (!wrapper.isEmpty()) {
            throw new CertificateFormatException(WHAT + " have more than one element where one is allowed");
        }
    }

    private static boolean hasNoParameters(AlgorithmIdentifier hash) {
        return hash.parameters().isEmpty() || hash.hasNullParameters();
    }
}
