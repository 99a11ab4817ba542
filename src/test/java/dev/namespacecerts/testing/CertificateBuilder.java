package dev.namespacecerts.testing;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.RFC4519Style;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * Makes certificates for tests: right by default, and breakable in every field. A chain, as a company that runs
 * Temporal workers would have it:
 *
 * <pre>{@code
 * // The root signs itself. Its certificate goes into the bundle of the Namespace.
 * HeldCertificate root = CertificateBuilder.root("CN=Acme Root,O=Acme").build();
 * // An issuing authority below it, so that the key of the root can stay in a safe. It may not have CAs below itself.
 * HeldCertificate issuing = CertificateBuilder.intermediate("CN=Acme Issuing,O=Acme")
 *         .issuedBy(root)
 *         .basicConstraints(true, true, OptionalInt.of(0))
 *         .build();
 * // A worker proves with this one who it is. It is no CA, signs handshakes only, and is for clients.
 * HeldCertificate worker = CertificateBuilder.leaf("CN=worker-a,OU=payments,O=Acme").issuedBy(issuing).build();
 * }</pre>
 *
 * Every certificate names its issuer by the bytes of the issuer's subject, and is found valid with the issuer's public
 * key; the two key identifiers only help to find it. Names are written as RFC 4514 does, the most specific part first.
 *
 * <p>Keys are ECDSA on P-256 unless said otherwise. A root is valid for 3650 days, an intermediate for 1825, a leaf for
 * 90, from one hour ago. Builders are not thread-safe.
 */
public final class CertificateBuilder extends ExtensionsBuilder<CertificateBuilder> {
    private final String role;
    private final Duration lifetime;
    private long version = 3;
    private ASN1Integer serial;
    private X500Name subject;
    private X500Name issuerName;
    private HeldCertificate issuer;
    private Clock clock = Clock.systemUTC();
    private Instant notBefore;
    private Instant notAfter;
    private String keyAlgorithm = "ECDSA-P256";
    private KeyPair keyPair;
    private SubjectPublicKeyInfo publicKeyInfo;
    private String signatureAlgorithm;
    private AlgorithmIdentifier innerAlgorithm;
    private AlgorithmIdentifier outerAlgorithm;
    private byte[] signature;
    private byte[] trailingBytes = {};
    private SecureRandom randomness = new SecureRandom();

    private CertificateBuilder(String role, String subject, Duration lifetime) {
        this.role = role;
        this.lifetime = lifetime;
        subject(subject);
    }

    /** A CA that signs itself. */
    public static CertificateBuilder root(String subject) {
        return authority("root", subject, Duration.ofDays(3650));
    }

    /** A CA that another one signs, to be named with {@link #issuedBy}. */
    public static CertificateBuilder intermediate(String subject) {
        return authority("intermediate", subject, Duration.ofDays(1825));
    }

    /** The certificate of a client, which a CA signs, to be named with {@link #issuedBy}. */
    public static CertificateBuilder leaf(String subject) {
        return new CertificateBuilder("leaf", subject, Duration.ofDays(90))
                .basicConstraints(true, false, OptionalInt.empty())
                .keyUsage(KeyUsage.digitalSignature)
                .extendedKeyUsage(KeyPurposeId.id_kp_clientAuth);
    }

    private static CertificateBuilder authority(String role, String subject, Duration lifetime) {
        return new CertificateBuilder(role, subject, lifetime)
                .basicConstraints(true, true, OptionalInt.empty())
                .keyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
    }

    /** The authority that signs, and whose subject becomes the issuer. A root that is given one is cross-signed. */
    public CertificateBuilder issuedBy(HeldCertificate authority) {
        issuer = Objects.requireNonNull(authority, "the issuer is missing");
        return this;
    }

    /** What "now" is, for the default validity. */
    public CertificateBuilder at(Clock now) {
        clock = Objects.requireNonNull(now, "the clock is missing");
        return this;
    }

    /** Where keys, serial numbers and signatures come from; with a seeded one the certificate is always the same. */
    public CertificateBuilder randomness(SecureRandom source) {
        randomness = Objects.requireNonNull(source, "the source of randomness is missing");
        return this;
    }

    /** Version 1 knows no extensions: none is written. */
    public CertificateBuilder version1() {
        extensions.clear();
        return version(1);
    }

    /** Any number, also one that does not exist; extensions stay as they are. */
    public CertificateBuilder version(long number) {
        version = number;
        return this;
    }

    /** May be zero or negative, which RFC 5280 section 4.1.2.2 forbids. */
    public CertificateBuilder serial(BigInteger number) {
        serial = new ASN1Integer(Objects.requireNonNull(number, "the serial number is missing"));
        return this;
    }

    public CertificateBuilder subject(String rfc4514) {
        return subject(new X500Name(RFC4519Style.INSTANCE, rfc4514));
    }

    /** For names that no text describes: unusual string types, broken ones, none. */
    public CertificateBuilder subject(X500Name name) {
        subject = Objects.requireNonNull(name, "the subject is missing");
        return this;
    }

    /** Another issuer than the subject of the authority that signs. */
    public CertificateBuilder issuer(X500Name name) {
        issuerName = Objects.requireNonNull(name, "the name of the issuer is missing");
        return this;
    }

    /** Whole seconds count. */
    public CertificateBuilder notBefore(Instant first) {
        notBefore = Objects.requireNonNull(first, "the start of the validity is missing");
        return this;
    }

    /** Whole seconds count; the certificate is still valid at this one. */
    public CertificateBuilder notAfter(Instant last) {
        notAfter = Objects.requireNonNull(last, "the end of the validity is missing");
        return this;
    }

    /** One of {@link TestKeys#pair}'s names, such as "RSA-2048", "ECDSA-P384" or "Ed25519". */
    public CertificateBuilder keyAlgorithm(String name) {
        keyAlgorithm = Objects.requireNonNull(name, "the name of the key algorithm is missing");
        return this;
    }

    /** The key of another certificate, for a CA that is re-issued or cross-signed. */
    public CertificateBuilder keyPair(KeyPair pair) {
        keyPair = Objects.requireNonNull(pair, "the key pair is missing");
        return this;
    }

    /** What is written as the key in place of that of the pair, which still signs. */
    public CertificateBuilder publicKeyInfo(SubjectPublicKeyInfo written) {
        publicKeyInfo = Objects.requireNonNull(written, "the public key is missing");
        return this;
    }

    /** In the words of Bouncy Castle: "SHA1withRSA", "SHA384withRSAandMGF1", "SHA3-256withECDSA", "Ed25519". */
    public CertificateBuilder signatureAlgorithm(String name) {
        signatureAlgorithm = Objects.requireNonNull(name, "the name of the signature algorithm is missing");
        return this;
    }

    /** What is claimed inside the signed part, whatever signs in truth. */
    public CertificateBuilder innerAlgorithm(AlgorithmIdentifier claimed) {
        innerAlgorithm = Objects.requireNonNull(claimed, "the inner algorithm is missing");
        return this;
    }

    /** What is claimed outside the signed part, whatever signs in truth. */
    public CertificateBuilder outerAlgorithm(AlgorithmIdentifier claimed) {
        outerAlgorithm = Objects.requireNonNull(claimed, "the outer algorithm is missing");
        return this;
    }

    /** Bytes in place of the signature. */
    public CertificateBuilder signature(byte[] bytes) {
        signature = bytes.clone();
        return this;
    }

    /** Bytes after the end of the certificate. */
    public CertificateBuilder trailingBytes(byte... bytes) {
        trailingBytes = bytes.clone();
        return this;
    }

    /**
     * @throws IllegalStateException if an intermediate or a leaf has no issuer, or the algorithm does not fit the key
     */
    public HeldCertificate build() {
        if (issuer == null && !role.equals("root")) {
            throw new IllegalStateException("a certificate of kind \"" + role + "\" needs an issuer: call issuedBy");
        }
        KeyPair pair = keyPair != null ? keyPair : TestKeys.pair(keyAlgorithm, randomness);
        SubjectPublicKeyInfo key = publicKeyInfo != null
                ? publicKeyInfo
                : SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
        TestSigner signer = TestSigner.of(issuer == null ? pair : issuer.keyPair(), signatureAlgorithm, randomness);
        Optional<byte[]> issuerKeyIdentifier = issuer == null ? Optional.empty() : issuer.subjectKeyIdentifier();
        TestTbs tbs = new TestTbs(
                version,
                serial != null ? serial : new ASN1Integer(new BigInteger(64, randomness).setBit(64)),
                innerAlgorithm != null ? innerAlgorithm : signer.algorithm(),
                issuerName != null ? issuerName : issuer == null ? subject : issuer.subject(),
                start(),
                notAfter != null ? notAfter : start().plus(lifetime),
                subject,
                key,
                extensions.complete(key, issuerKeyIdentifier));
        DERSequence signed = tbs.encode();
        byte[] bits = signature != null ? signature : signer.sign(TestExtensions.encode(signed));
        AlgorithmIdentifier claimed = outerAlgorithm != null ? outerAlgorithm : signer.algorithm();
        return new HeldCertificate(
                TestTbs.certificate(signed, claimed, bits, trailingBytes),
                pair,
                subject,
                extensions.subjectKeyIdentifierFor(key));
    }

    private Instant start() {
        return notBefore != null ? notBefore : clock.instant().minus(1, ChronoUnit.HOURS);
    }

    @Override
    CertificateBuilder self() {
        return this;
    }
}
