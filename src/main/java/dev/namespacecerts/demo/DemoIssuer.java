package dev.namespacecerts.demo;

import dev.namespacecerts.api.v1alpha1.DemoAuthoritySpec;
import dev.namespacecerts.api.v1alpha1.DemoLeafSpec;
import dev.namespacecerts.api.v1alpha1.GoDuration;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.CertificateFormatException;
import dev.namespacecerts.x509.CertificateParser;
import dev.namespacecerts.x509.DistinguishedName;
import dev.namespacecerts.x509.KeyMatch;
import dev.namespacecerts.x509.PrivateKeys;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509ExtensionUtils;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues demo certificates that meet every rule. Serial numbers have 127 random bits. */
public final class DemoIssuer {
    /** Time between notBefore and the issuance, for clocks that are slow. */
    static final Duration SKEW = Duration.ofMinutes(5);

    private static final int SERIAL_BITS = 127;
    private static final int LONGEST_NAME = 40;
    private static final Pattern GENERATION = Pattern.compile(".* demo CA ([1-9][0-9]{0,8})", Pattern.DOTALL);

    private final SecureRandom randomness;

    public DemoIssuer(SecureRandom randomness) {
        this.randomness = randomness;
    }

    /**
     * Issues a self-signed root.
     *
     * @param bundle name of the bundle
     * @param generation number of the root in the bundle, counted from 1; part of its DN
     */
    public IssuedCertificate root(String bundle, DemoAuthoritySpec spec, int generation, Instant now) {
        KeyPair keys = DemoKeys.generate(spec.keyAlgorithm(), randomness);
        X500Name name = rootName(bundle, spec, generation);
        Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
        Instant end = issued.plus(life(spec.duration()));
        try {
            X509v3CertificateBuilder builder = builder(name, name, issued, end, keys)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return sign(builder, keys.getPrivate(), keys.getPrivate());
        } catch (IOException e) {
            throw new IllegalStateException("a demo root could not be encoded", e);
        }
    }

    /** Issues a client leaf; it expires with its root at the latest. */
    public IssuedCertificate leaf(DemoSubject subject, DemoLeafSpec spec, IssuedCertificate root, Instant now) {
        Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
        return leaf(subject, end(spec, root.certificate(), issued), root, issued);
    }

    /**
     * Issues a client leaf.
     *
     * @param end its notAfter
     * @param ca any CA, root or not
     */
    public IssuedCertificate leaf(DemoSubject subject, Instant end, IssuedCertificate ca, Instant now) {
        KeyPair keys = DemoKeys.generate(subject.keyAlgorithm(), randomness);
        Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
        try {
            X500Name issuer = X500Name.getInstance(ca.certificate().subject().der());
            X509v3CertificateBuilder builder = builder(issuer, subject.name(), issued, end, keys)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
            builder.addExtension(Extension.authorityKeyIdentifier, false, keyIdentifier(ca.certificate()));
            if (!subject.dnsNames().isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(subject.dnsNames().stream()
                                .map(dnsName -> new GeneralName(GeneralName.dNSName, dnsName))
                                .toArray(GeneralName[]::new)));
            }
            return sign(builder, keys.getPrivate(), ca.key());
        } catch (IOException e) {
            throw new IllegalStateException("a demo leaf could not be encoded", e);
        }
    }

    /** Reads an issued root; empty if the certificate or key is damaged, or if they do not match. */
    public static Optional<IssuedCertificate> read(Certificate certificate, String keyPem) {
        boolean rsa = certificate.publicKey().name().startsWith("RSA");
        boolean own = PrivateKeys.match(keyPem.getBytes(StandardCharsets.ISO_8859_1), certificate.publicKey())
                == KeyMatch.PKCS8;
        return own ? DemoKeys.read(keyPem, rsa).map(key -> new IssuedCertificate(certificate, key)) : Optional.empty();
    }

    /** The number of a root in its DN; empty if the DN is not that of a demo root. */
    public static OptionalInt generation(Certificate root) {
        return root.subject().values(DistinguishedName.COMMON_NAME).stream()
                .map(GENERATION::matcher)
                .filter(Matcher::matches)
                .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
                .findFirst();
    }

    /** A duration in whole seconds, as certificates require. */
    static Duration life(String duration) {
        return Duration.ofSeconds(GoDuration.parse(duration).toSeconds());
    }

    /** The notAfter of a leaf that is issued at the given time. */
    static Instant end(DemoLeafSpec spec, Certificate root, Instant issued) {
        Instant end = issued.plus(life(spec.duration()));
        return end.isBefore(root.notAfter()) ? end : root.notAfter();
    }

    /**
     * The DN of a root. It has two organizational units, while a leaf has at most one. So no leaf can have the DN of a
     * root.
     */
    static X500Name rootName(String bundle, DemoAuthoritySpec spec, int generation) {
        String shortened = bundle.length() <= LONGEST_NAME ? bundle : bundle.substring(0, LONGEST_NAME);
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, text(spec.organization()))
                .addRDN(BCStyle.OU, text("Demo CA"))
                .addRDN(BCStyle.OU, text("Not for production"))
                .addRDN(BCStyle.CN, text(shortened + " demo CA " + generation))
                .build();
    }

    /** Encodes a value of a DN. As a plain string, a value that starts with # would be parsed as hexadecimal. */
    static ASN1Encodable text(String value) {
        return new DERUTF8String(value);
    }

    private X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, Instant issued, Instant end, KeyPair keys) throws IOException {
        SubjectPublicKeyInfo key =
                SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, randomness).setBit(SERIAL_BITS - 1),
                Date.from(issued.minus(SKEW)),
                Date.from(end),
                subject,
                key);
        return builder.addExtension(
                Extension.subjectKeyIdentifier, false, extensions().createSubjectKeyIdentifier(key));
    }

    private IssuedCertificate sign(X509v3CertificateBuilder builder, PrivateKey own, PrivateKey signer)
            throws IOException {
        try {
            byte[] der = builder.build(new JcaContentSignerBuilder(DemoKeys.signatureOf(signer))
                            .setSecureRandom(randomness)
                            .build(signer))
                    .getEncoded();
            return new IssuedCertificate(CertificateParser.parse(der), own);
        } catch (OperatorCreationException | CertificateFormatException e) {
            throw new IllegalStateException("a demo certificate could not be signed", e);
        }
    }

    /** The identifier that the CA itself has, because OpenSSL rejects a leaf with another one. */
    private static AuthorityKeyIdentifier keyIdentifier(Certificate ca) {
        return ca.subjectKeyIdentifier()
                .map(AuthorityKeyIdentifier::new)
                .orElseGet(() -> extensions()
                        .createAuthorityKeyIdentifier(
                                SubjectPublicKeyInfo.getInstance(ca.publicKey().spki())));
    }

    private static X509ExtensionUtils extensions() {
        return new BcX509ExtensionUtils();
    }
}
