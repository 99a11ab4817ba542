package dev.namespacecerts.x509;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A certificate that {@link CertificateParser} accepted. Equal to another when their DER is. Immutable, as long as
 * nobody writes to the arrays it hands out: they are not copied.
 */
public final class Certificate {
    private static final int LONGEST_SERIAL = 1024;
    private static final int LONGEST_OID = 100;
    private static final String FORMS = "DNS names, e-mail addresses, URIs and IP addresses";

    private final byte[] der;
    private final TbsCertificate fields;
    private final byte[] signature;
    private final byte[] sha256;
    // Made on demand, since most are never shown; a race at worst makes it twice.
    private String serialText;

    Certificate(byte[] der, TbsCertificate fields, byte[] signature) {
        this.der = der;
        this.fields = fields;
        this.signature = signature;
        this.sha256 = Digests.of("SHA-256", der);
    }

    /** The whole certificate. */
    public byte[] der() {
        return der;
    }

    /** What is signed, with its header. */
    public byte[] tbs() {
        return fields.der();
    }

    public byte[] signature() {
        return signature;
    }

    /** 1, 2 or 3. */
    public long version() {
        return fields.version();
    }

    /** Never negative. */
    public BigInteger serial() {
        return fields.serial();
    }

    public DistinguishedName subject() {
        return fields.subject();
    }

    public DistinguishedName issuer() {
        return fields.issuer();
    }

    /** The first instant of validity. */
    public Instant notBefore() {
        return fields.notBefore();
    }

    /** The last instant of validity: valid at it, not after it. */
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

    /** Present where the extension is, even when no bit is set (which Go treats like an absent extension). */
    public Optional<Set<KeyUsage>> keyUsage() {
        return fields.extensions().keyUsage();
    }

    public Optional<ExtendedKeyUsage> extendedKeyUsage() {
        return fields.extensions().extendedKeyUsage();
    }

    public Optional<byte[]> subjectKeyIdentifier() {
        return fields.extensions().subjectKeyIdentifier();
    }

    /** The key identifier of that extension; absent where the extension names the issuer by other means only. */
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

    /** Dotted identifiers, exactly those of Go's UnhandledCriticalExtensions. */
    public List<String> unhandledCriticalExtensions() {
        return fields.extensions().unhandledCritical();
    }

    /** How a message names the first of these extensions; empty where there is none. */
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

    /** SHA-256 of the DER in lower-case hexadecimal, without colons. */
    public String fingerprint() {
        return HexFormat.of().formatHex(sha256);
    }

    /** SHA-1 of the DER in lower-case hexadecimal, without colons: what tcld prints. */
    public String fingerprintSha1() {
        return HexFormat.of().formatHex(Digests.of("SHA-1", der));
    }

    /** The serial number in lower-case hexadecimal, at most 1,024 characters: the DER sets no limit to its length. */
    public String serialText() {
        String made = serialText;
        if (made == null) {
            int tooMany = (serial().bitLength() + 3) / 4 - LONGEST_SERIAL;
            made = tooMany <= 0
                    ? serial().toString(16)
                    : serial().shiftRight(4 * (tooMany + 1)).toString(16) + "…";
            serialText = made;
        }
        return made;
    }

    /** Whether subject and issuer are the same bytes. */
    public boolean isSelfIssued() {
        return subject().sameDer(issuer());
    }

    /** Whether basic constraints are present and say CA. */
    public boolean isCa() {
        return basicConstraints().map(BasicConstraints::ca).orElse(false);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Certificate certificate && Arrays.equals(der, certificate.der);
    }

    /** Of the SHA-256: anybody can make certificates whose bytes have one hash code by a weaker function. */
    @Override
    public int hashCode() {
        return Arrays.hashCode(sha256);
    }

    @Override
    public String toString() {
        return "certificate " + fingerprint();
    }
}
