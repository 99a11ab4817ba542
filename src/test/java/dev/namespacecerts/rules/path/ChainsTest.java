package dev.namespacecerts.rules.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.TestKeys;
import dev.namespacecerts.x509.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChainsTest {
    private static final Instant NOW = Instant.parse("2030-06-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final HeldCertificate root = root().build();
    private final Certificate leaf = leaf().build().parsed();

    @Test
    void aCheckReturnsItsOutcome() {
        Certificate weak = leaf().signatureAlgorithm("SHA1withECDSA").build().parsed();
        Certificate unknown = root().publicKeyInfo(TestKeys.keyInfo("1.2.840.113549.1.1.10", new byte[] {1}))
                .build()
                .parsed();
        Certificate other = root().build().parsed();
        Chains chains = new Chains(List.of(root.parsed(), unknown, other));
        assertThat(chains.check(leaf, root.parsed())).isEqualTo(SignatureCheck.VERIFIED);
        assertThat(chains.check(leaf, other)).isEqualTo(SignatureCheck.WRONG_KEY);
        assertThat(chains.check(leaf, unknown)).isEqualTo(SignatureCheck.UNSUPPORTED_KEY);
        assertThat(chains.checks()).isEqualTo(3);
        assertThat(chains.check(weak, other)).isEqualTo(SignatureCheck.UNSUPPORTED_ALGORITHM);
        assertThat(chains.checks()).as("none for what is rejected anyway").isEqualTo(3);
    }

    @Test
    void afterAHundredChecksTheLimitIsReachedAndKnownResultsStay() {
        List<Certificate> crowd =
                Stream.generate(() -> root().build().parsed()).limit(101).toList();
        Chains chains = new Chains(crowd);
        for (Certificate ca : crowd.subList(0, 100)) {
            assertThat(chains.check(leaf, ca)).isEqualTo(SignatureCheck.WRONG_KEY);
        }
        assertThat(chains.limitReached()).isFalse();
        assertThat(chains.check(leaf, crowd.get(100))).isEqualTo(SignatureCheck.LIMIT_REACHED);
        assertThat(chains.limitReached()).isTrue();
        assertThat(chains.check(leaf, crowd.get(0))).isEqualTo(SignatureCheck.WRONG_KEY);
        Chains anew = chains.limitedAnew();
        assertThat(anew.limitReached()).isFalse();
        assertThat(anew.check(leaf, crowd.get(100))).isEqualTo(SignatureCheck.WRONG_KEY);
        assertThat(anew.checks()).isEqualTo(1);
    }

    @Test
    void aSearchFindsThePathThatIsValidForItsPurpose() {
        Certificate expired = root().keyPair(root.keyPair())
                .notAfter(NOW.minusSeconds(1))
                .build()
                .parsed();
        Chains chains = new Chains(List.of(expired)).with(leaf, List.of());
        assertThat(PathSearch.first(chains, Purpose.authority(), expired).holds())
                .as("of a bundle")
                .isTrue();
        assertThat(PathSearch.first(chains, Purpose.client(NOW), leaf).holds())
                .as("of a client today")
                .isFalse();
        assertThat(PathSearch.first(chains, Purpose.client(NOW.minus(Duration.ofSeconds(1))), leaf)
                        .holds())
                .as("of a client then")
                .isTrue();
        assertThat(PathSearch.all(chains, Purpose.clientAtAnyTime(), leaf)).containsExactly(List.of(leaf, expired));
    }

    @Test
    void allValidPathsAreFoundAndThoseWithARepeatedDnOnlyIfThereIsNoOther() {
        HeldCertificate other = CertificateBuilder.root("CN=Other").at(CLOCK).build();
        HeldCertificate byOther = CertificateBuilder.intermediate("CN=Root")
                .at(CLOCK)
                .keyPair(root.keyPair())
                .issuedBy(other)
                .build();
        Chains chains = new Chains(List.of(root.parsed(), other.parsed(), byOther.parsed()));
        assertThat(PathSearch.all(chains, Purpose.clientAtAnyTime(), leaf))
                .containsExactlyInAnyOrder(
                        List.of(leaf, root.parsed()), List.of(leaf, byOther.parsed(), other.parsed()));
        Certificate namesake = CertificateBuilder.leaf("CN=Other")
                .at(CLOCK)
                .issuedBy(root)
                .build()
                .parsed();
        assertThat(PathSearch.all(chains, Purpose.clientAtAnyTime(), namesake))
                .containsExactly(List.of(namesake, root.parsed()));
        assertThat(PathSearch.all(
                        new Chains(List.of(other.parsed(), byOther.parsed())), Purpose.clientAtAnyTime(), namesake))
                .containsExactly(List.of(namesake, byOther.parsed(), other.parsed()));
    }

    @Test
    void anIssuerNeedsAPathLengthThatAllowsItsLeaf() {
        HeldCertificate narrow =
                root().basicConstraints(true, true, OptionalInt.of(0)).build();
        Certificate issuing = CertificateBuilder.intermediate("CN=Issuing")
                .at(CLOCK)
                .issuedBy(narrow)
                .build()
                .parsed();
        Chains chains = new Chains(List.of(narrow.parsed(), issuing));
        assertThat(PathSearch.first(chains, Purpose.authority(), issuing).holds())
                .isTrue();
        assertThat(PathSearch.first(chains, Purpose.issuer(), issuing).holds()).isFalse();
        assertThat(PathSearch.first(chains, Purpose.issuer(), narrow.parsed()).holds())
                .isTrue();
    }

    private static CertificateBuilder root() {
        return CertificateBuilder.root("CN=Root").at(CLOCK);
    }

    private CertificateBuilder leaf() {
        return CertificateBuilder.leaf("CN=worker").at(CLOCK).issuedBy(root);
    }
}
