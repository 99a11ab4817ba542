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
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The public CAs of CA-6, which issue certificates to everybody. A CA is recognised by its key and its name together.
 * So a reissued or cross-signed certificate of it is found, and a private CA with the same name is not mistaken for it.
 * Immutable.
 */
public final class WellKnownAuthorities {
    /** Hash codes of the keys: all that is needed to tell that nearly every other CA is none of these. */
    private final Set<Integer> keys;

    private final Supplier<Set<Authority>> authorities;

    WellKnownAuthorities(Collection<Certificate> certificates) {
        Set<Authority> known = certificates.stream().map(Authority::of).collect(Collectors.toUnmodifiableSet());
        keys = certificates.stream().map(c -> c.publicKey().hashCode()).collect(Collectors.toUnmodifiableSet());
        authorities = () -> known;
    }

    private WellKnownAuthorities(Set<Integer> keys, Supplier<Set<Authority>> authorities) {
        this.keys = keys;
        this.authorities = authorities;
    }

    /**
     * The past and present CAs of Mozilla's programme and of the JDK, independent of this machine's trust store. The
     * certificates are read when the hash code of the first of their keys is met. {@code java src/main/well-known/Refresh.java} updates them.
     */
    public static WellKnownAuthorities bundled() {
        return Bundled.AUTHORITIES;
    }

    /** Whether a certificate is one of a public CA, in constant time. */
    public boolean contains(Certificate certificate) {
        return keys.contains(certificate.publicKey().hashCode())
                && authorities.get().contains(Authority.of(certificate));
    }

    private record Authority(SubjectPublicKey key, DistinguishedName name) {
        static Authority of(Certificate certificate) {
            return new Authority(certificate.publicKey(), certificate.subject());
        }
    }

    private static final class Bundled {
        static final WellKnownAuthorities AUTHORITIES = new WellKnownAuthorities(keys(), () -> Certificates.KNOWN);

        private static Set<Integer> keys() {
            return new String(resource("well-known-keys.txt"), StandardCharsets.US_ASCII)
                    .lines()
                    .map(Integer::valueOf)
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    private static final class Certificates {
        static final Set<Authority> KNOWN = PemReader.read(resource("well-known-authorities.pem")).stream()
                .map(Certificates::parse)
                .map(Authority::of)
                .collect(Collectors.toUnmodifiableSet());

        private static Certificate parse(PemBlock block) {
            try {
                return CertificateParser.parse(block.der());
            } catch (CertificateFormatException e) {
                throw new IllegalStateException("well-known authority " + block.position() + " cannot be read", e);
            }
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = WellKnownAuthorities.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
