package dev.namespacecerts.x509;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A certificate that {@link CertificateParser} accepted. Two are equal if their DER is. Immutable, as long as no caller
 * writes to the returned arrays, which are not copied.
 */
public final class Certificate {
    private static final int LONGEST_SERIAL = 1024;
    private static final int LONGEST_OID = 100;
    private static final String FORMS = "DNS names, e-mail addresses, URIs and IP addresses";

    private final byte[] der;
    private final TbsCertificate fields;
    private final byte[] signature;
    private final byte[] sha256;
    // Computed on demand, because most are never displayed. A race only computes it twice.
    private String serialText;

    Certificate(byte[] der, TbsCertificate fields, byte[] signature) {
        this.der = der;
        this.fields = fields;
        this.signature = signature;
        this.sha256 = Digests.of("SHA-256", der);
    }

    /** The DER of the certificate. */
    public byte[] der() {
        return der;
    }

    /** The DER of the signed part, with its header. */
    public byte[] tbs() {
        return fields.der();
    }

    public byte[] signature() {
        return signature;
    }

    /** The version: 1, 2 or 3. */
    public long version() {
        return fields.version();
    }

    /** The serial number, never negative. */
    public BigInteger serial() {
        return fields.serial();
    }

    public DistinguishedName subject() {
        return fields.subject();
    }

    public DistinguishedName issuer() {
        return fields.issuer();
    }

    /** The first instant of the validity period. */
    public Instant notBefore() {
        return fields.notBefore();
    }

    /** The last instant of the validity period, inclusive. */
    public Instant notAfter() {
        return fields.notAfter();
    }

    public SubjectPublicKey publicKey() {
        return fields.publicKey();
    }

    public SignatureAlgorithm signatureAlgorithm() {
        return fields.signatureAlgorithm();
    }

    public Optional<BasicConstraints> basicConstraints() {
        return fields.extensions().basicConstraints();
    }

    /**
     * The key usage; absent if there is no such extension. The set is empty if no bit is set, which Go treats as an
     * absent extension.
     */
    public Optional<Set<KeyUsage>> keyUsage() {
        return fields.extensions().keyUsage();
    }

    public Optional<ExtendedKeyUsage> extendedKeyUsage() {
        return fields.extensions().extendedKeyUsage();
    }

    public Optional<byte[]> subjectKeyIdentifier() {
        return fields.extensions().subjectKeyIdentifier();
    }

    /**
     * The key identifier of the authority key identifier extension; absent if the extension identifies the issuer only
     * in another way.
     */
    public Optional<byte[]> authorityKeyIdentifier() {
        return fields.extensions().authorityKeyIdentifier();
    }

    public SubjectAlternativeNames subjectAlternativeNames() {
        return fields.extensions().subjectAlternativeNames();
    }

    public Optional<NameConstraints> nameConstraints() {
        return fields.extensions().nameConstraints();
    }

    PolicyExtensions policies() {
        return fields.extensions().policies();
    }

    /** The dotted identifiers that Go has in UnhandledCriticalExtensions. */
    public List<String> unhandledCriticalExtensions() {
        return fields.extensions().unhandledCritical();
    }

    /** The first of these extensions, as part of a message; empty if there is none. */
    public Optional<String> unhandledCriticalExtension() {
        return unhandledCriticalExtensions().stream().findFirst().map(oid -> switch (oid) {
            case "2.5.29.17" ->
                "a critical subject alternative name of a form that Temporal Cloud does not support (supported are "
                        + FORMS + ")";
            case "2.5.29.30" ->
                "critical name constraints of the form "
                        + nameConstraints()
                                .flatMap(NameConstraints::unsupportedForm)
                                .orElse("unknown")
                        + ", which Temporal Cloud does not support (supported are " + FORMS + ")";
            default ->
                "the critical extension " + DisplayText.of(oid, LONGEST_OID)
                        + ", which Temporal Cloud does not support";
        });
    }

    byte[] sha256() {
        return sha256;
    }

    /** The SHA-256 of the DER in lower-case hex, without colons. */
    public String fingerprint() {
        return HexFormat.of().formatHex(sha256);
    }

    /** The SHA-1 of the DER in lower-case hex, without colons, as tcld prints it. */
    public String fingerprintSha1() {
        return HexFormat.of().formatHex(Digests.of("SHA-1", der));
    }

    /**
     * The serial number as {@code openssl x509 -serial} prints it: whole bytes in upper-case hex. At most 1,024
     * characters, because DER does not limit its length.
     */
    public String serialText() {
        String made = serialText;
        if (made == null) {
            int digits = Math.max(1, (serial().bitLength() + 3) / 4);
            String zero = digits % 2 == 0 ? "" : "0";
            int tooMany = digits + zero.length() - LONGEST_SERIAL;
            BigInteger shown = tooMany <= 0 ? serial() : serial().shiftRight(4 * (tooMany + 1));
            made = zero + shown.toString(16).toUpperCase(Locale.ROOT) + (tooMany <= 0 ? "" : "…");
            serialText = made;
        }
        return made;
    }

    /** Whether the DER of subject and issuer is equal. */
    public boolean isSelfIssued() {
        return subject().sameDer(issuer());
    }

    /** Whether basic constraints are present and have {@code CA: true}. */
    public boolean isCa() {
        return basicConstraints().map(BasicConstraints::ca).orElse(false);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Certificate certificate && Arrays.equals(der, certificate.der);
    }

    /** The start of the SHA-256, because anybody can create certificates that collide in a weaker hash. */
    @Override
    public int hashCode() {
        return ByteBuffer.wrap(sha256).getInt();
    }

    @Override
    public String toString() {
        return "certificate " + fingerprint();
    }
}
