package dev.namespacecerts.rules;

import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.CertificateFormatException;
import dev.namespacecerts.x509.CertificateParser;
import dev.namespacecerts.x509.DistinguishedName;
import dev.namespacecerts.x509.PemBlock;
import dev.namespacecerts.x509.PemReader;
import dev.namespacecerts.x509.SubjectPublicKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The public CAs of CA-6, which issue certificates to everybody. A CA is recognised by its key and its name together.
 * So a reissued or cross-signed certificate of it is found, and a private CA with the same name is not mistaken for it.
 * Immutable.
 */
public final class WellKnownAuthorities {
    private final Set<Authority> authorities;

    WellKnownAuthorities(Collection<Certificate> certificates) {
        authorities = certificates.stream().map(Authority::of).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The past and present CAs of Mozilla's programme and of the JDK, independent of this machine's trust store. Loaded
     * on first use. {@code java src/main/well-known/Refresh.java} updates them.
     */
    public static WellKnownAuthorities bundled() {
        return Bundled.AUTHORITIES;
    }

    /** Whether a certificate is one of a public CA, in constant time. */
    public boolean contains(Certificate certificate) {
        return authorities.contains(Authority.of(certificate));
    }

    private record Authority(SubjectPublicKey key, DistinguishedName name) {
        static Authority of(Certificate certificate) {
            return new Authority(certificate.publicKey(), certificate.subject());
        }
    }

    private static final class Bundled {
        static final WellKnownAuthorities AUTHORITIES = read();

        private static WellKnownAuthorities read() {
            try (InputStream text = WellKnownAuthorities.class.getResourceAsStream("well-known-authorities.pem")) {
                return new WellKnownAuthorities(PemReader.read(text.readAllBytes()).stream()
                        .map(Bundled::parse)
                        .toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Certificate parse(PemBlock block) {
            try {
                return CertificateParser.parse(block.der());
            } catch (CertificateFormatException e) {
                throw new IllegalStateException("well-known authority " + block.position() + " cannot be read", e);
            }
        }
    }
}
