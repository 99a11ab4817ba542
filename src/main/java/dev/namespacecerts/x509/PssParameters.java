package dev.namespacecerts.x509;

import dev.namespacecerts.x509.SignatureAlgorithm.Hash;
import dev.namespacecerts.x509.SignatureAlgorithm.Scheme;
import java.util.Map;

/**
 * The parameters of RSASSA-PSS (RFC 4055 section 3.1), of which Go knows three: hash and mask hash the same member of
 * SHA-2, a salt as long as the hash, the default trailer.
 */
final class PssParameters {
    private static final String WHAT = "the RSASSA-PSS parameters";
    private static final String MGF1 = "1.2.840.113549.1.1.8";
    private static final SignatureAlgorithm UNSUPPORTED =
            new SignatureAlgorithm(Scheme.UNKNOWN, Hash.NONE, "RSAPSS with unsupported parameters");
    private static final Map<String, SignatureAlgorithm> BY_HASH_AND_SALT = Map.of(
            "2.16.840.1.101.3.4.2.1/32", new SignatureAlgorithm(Scheme.RSA_PSS, Hash.SHA256, "SHA256-RSAPSS"),
            "2.16.840.1.101.3.4.2.2/48", new SignatureAlgorithm(Scheme.RSA_PSS, Hash.SHA384, "SHA384-RSAPSS"),
            "2.16.840.1.101.3.4.2.3/64", new SignatureAlgorithm(Scheme.RSA_PSS, Hash.SHA512, "SHA512-RSAPSS"));

    private PssParameters() {}

    static SignatureAlgorithm algorithm(AlgorithmIdentifier identifier) {
        try {
            return recognise(new DerReader(identifier.parameters().orElse(new byte[0])));
        } catch (CertificateFormatException e) {
            return UNSUPPORTED; // as Go: an unknown algorithm, not a malformed certificate
        }
    }

    // Go reads these with encoding/asn1, which overlooks some additional elements; here they are not recognised.
    private static SignatureAlgorithm recognise(DerReader input) throws CertificateFormatException {
        DerReader parameters = input.read(DerTag.SEQUENCE, WHAT);
        AlgorithmIdentifier hash = algorithmIdentifier(explicit(parameters, 0));
        AlgorithmIdentifier mask = algorithmIdentifier(explicit(parameters, 1));
        AlgorithmIdentifier maskHash =
                algorithmIdentifier(new DerReader(mask.parameters().orElse(new byte[0])));
        long salt = number(explicit(parameters, 2));
        boolean defaultTrailer = parameters.isEmpty() || number(explicit(parameters, 3)) == 1;
        boolean consistent = mask.oid().equals(MGF1)
                && maskHash.oid().equals(hash.oid())
                && hasNoParameters(hash)
                && hasNoParameters(maskHash)
                && defaultTrailer
                && parameters.isEmpty();
        return consistent ? BY_HASH_AND_SALT.getOrDefault(hash.oid() + "/" + salt, UNSUPPORTED) : UNSUPPORTED;
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
            throw new CertificateFormatException(WHAT + " hold more than one element where one belongs");
        }
    }

    private static boolean hasNoParameters(AlgorithmIdentifier hash) {
        return hash.parameters().isEmpty() || hash.hasNullParameters();
    }
}
