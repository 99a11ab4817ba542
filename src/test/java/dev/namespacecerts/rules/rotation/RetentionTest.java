package dev.namespacecerts.rules.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.KeyMatch;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final Instant NOW = Instant.parse("2030-06-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Duration HOUR = Duration.ofHours(1);

    private final HeldCertificate left = root("CN=Left").build();
    private final HeldCertificate stays = root("CN=Stays").build();

    @Test
    void aRemovedCaIsRetainedForALeafThatChainsToNoOther() {
        List<RetainedCa> kept = retention(Map.of(), left, stays).decide(List.of(client("a", leaf(left))));
        assertThat(kept).hasSize(1);
        assertThat(kept.get(0).certificate()).isEqualTo(left.parsed());
        assertThat(kept.get(0).waitingFor()).containsExactly("a");
        assertThat(kept.get(0).removedAt()).isEqualTo(NOW);
        assertThat(kept.get(0).deadline()).isEqualTo(NOW.plus(HOUR));
    }

    @Test
    void noCaIsRetainedForALeafOfACaInTheSpec() {
        assertThat(retention(Map.of(), left, stays).decide(List.of(client("a", leaf(stays)))))
                .isEmpty();
    }

    @Test
    void aLeafRejectedForOtherReasonsRetainsACaToo() {
        CertificateBuilder tcld = leaf(left).withoutKeyUsage();
        assertThat(retention(Map.of(), left).decide(List.of(client("a", tcld)))).hasSize(1);
    }

    @Test
    void anExpiredLeafOrAMissingSecretRetainsNoCa() {
        CertificateBuilder expired = leaf(left).notAfter(NOW.minusSeconds(1));
        assertThat(retention(Map.of(), left).decide(List.of(client("a", expired), ClientSecret.missing("b"))))
                .isEmpty();
    }

    @Test
    void anExpiredCaIsNeverRetained() {
        HeldCertificate old = root("CN=Old").notAfter(NOW.minusSeconds(1)).build();
        assertThat(retention(Map.of(), old).decide(List.of(client("a", leaf(old)))))
                .isEmpty();
    }

    @Test
    void aCaThatWasNotPublishedIsNeverRetained() {
        assertThat(retention(Map.of(), stays).decide(List.of(client("a", leaf(left)))))
                .isEmpty();
    }

    @Test
    void theDeadlineCountsFromTheFirstRemoval() {
        String fingerprint = left.parsed().fingerprint();
        ClientSecret client = client("a", leaf(left));
        Instant before = NOW.minus(Duration.ofMinutes(59));
        assertThat(retention(Map.of(fingerprint, before), left).decide(List.of(client)))
                .extracting(RetainedCa::deadline)
                .containsExactly(before.plus(HOUR));
        assertThat(retention(Map.of(fingerprint, NOW.minus(HOUR)), left).decide(List.of(client)))
                .isEmpty();
    }

    @Test
    void aRemovedIntermediateIsRetainedWithItsRoot() {
        HeldCertificate issuing = CertificateBuilder.intermediate("CN=Issuing")
                .at(CLOCK)
                .issuedBy(left)
                .build();
        assertThat(retention(Map.of(), left, issuing).decide(List.of(client("a", leaf(issuing)))))
                .extracting(RetainedCa::certificate)
                .containsExactly(left.parsed(), issuing.parsed());
    }

    @Test
    void aLeafWithoutItsOwnKeyRetainsNoCa() {
        for (KeyMatch key : List.of(KeyMatch.OTHER_KEY, KeyMatch.MISSING, KeyMatch.UNREADABLE, KeyMatch.ENCRYPTED)) {
            assertThat(retention(Map.of(), left)
                            .decide(List.of(client("a", key, leaf(left).build().pem()))))
                    .as(key.name())
                    .isEmpty();
        }
        for (KeyMatch key : List.of(
                KeyMatch.SEC1, KeyMatch.PKCS1, KeyMatch.NOT_GO_PEM, KeyMatch.NOT_GO_DER, KeyMatch.BYTE_ORDER_MARK)) {
            assertThat(retention(Map.of(), left)
                            .decide(List.of(client("a", key, leaf(left).build().pem()))))
                    .as(key.name())
                    .hasSize(1);
        }
    }

    @Test
    void costlySecretsNeitherRetainACaNorHideAClientThatNeedsOne() {
        HeldCertificate[] crowd =
                Stream.generate(() -> root("CN=One").build()).limit(25).toArray(HeldCertificate[]::new);
        HeldCertificate stranger = root("CN=One").build();
        String costly = leaf(stranger).build().pem() + root("CN=Other").build().pem();
        List<ClientSecret> clients = new ArrayList<>(Collections.nCopies(130, client("a", KeyMatch.PKCS8, costly)));
        clients.add(client("b", KeyMatch.PKCS8, costly));
        assertThat(retention(Map.of(), crowd).decide(clients)).isEmpty();
        clients.add(client("c", leaf(crowd[0])));
        assertThat(retention(Map.of(), crowd).decide(clients))
                .extracting(RetainedCa::certificate, RetainedCa::waitingFor)
                .containsExactly(tuple(crowd[0].parsed(), List.of("c")));
    }

    @Test
    void ifSomeClientsAreUnknownAllCasAreRetainedUntilTheDeadline() {
        String fingerprint = left.parsed().fingerprint();
        assertThat(retention(Map.of(), left, stays).keepAll(List.of()))
                .extracting(RetainedCa::certificate, RetainedCa::waitingFor)
                .containsExactly(tuple(left.parsed(), List.of()));
        assertThat(retention(Map.of(fingerprint, NOW.minus(HOUR)), left).keepAll(List.of()))
                .isEmpty();
    }

    private Retention retention(Map<String, Instant> removedAt, HeldCertificate... published) {
        List<Certificate> before =
                Arrays.stream(published).map(HeldCertificate::parsed).toList();
        return new Retention(List.of(stays.parsed()), before, removedAt, HOUR, NOW);
    }

    private static ClientSecret client(String name, CertificateBuilder leaf) {
        return client(name, KeyMatch.PKCS8, leaf.build().pem());
    }

    private static ClientSecret client(String name, KeyMatch key, String pem) {
        return ClientSecret.of(name, pem.getBytes(StandardCharsets.US_ASCII), key);
    }

    private static CertificateBuilder root(String name) {
        return CertificateBuilder.root(name).at(CLOCK);
    }

    private static CertificateBuilder leaf(HeldCertificate issuer) {
        return CertificateBuilder.leaf("CN=worker").at(CLOCK).issuedBy(issuer);
    }
}
