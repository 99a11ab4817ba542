package dev.namespacecerts.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.PublicAuthority;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.CertificateFormatException;
import dev.namespacecerts.x509.CertificateParser;
import dev.namespacecerts.x509.PemReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RemovalTest {
    private static final Certificate OURS =
            CertificateBuilder.root("CN=Ours").build().parsed();
    private static final Certificate LONGER = CertificateBuilder.root("CN=Longer")
            .notAfter(Instant.now().plus(5_000, ChronoUnit.DAYS))
            .build()
            .parsed();
    private static final Certificate FOREIGN =
            CertificateBuilder.root("CN=Foreign").build().parsed();
    private static final CloudFilter FILTER = new CloudFilter("worker", "", "", "");
    private static final CloudFilter FOREIGN_FILTER = new CloudFilter("starter", "", "", "");

    private static Change change(
            List<Certificate> there, List<CloudFilter> filters, Set<String> needed, boolean clear) {
        CloudNamespace namespace = new CloudNamespace(
                "Active",
                true,
                "v1",
                Optional.empty(),
                there.stream()
                        .map(ca -> new AcceptedCa(ca.fingerprint(), Optional.of(ca)))
                        .toList(),
                filters,
                true,
                Instant.now());
        Set<String> cas =
                List.of(OURS, LONGER).stream().map(Certificate::fingerprint).collect(Collectors.toSet());
        return Removal.of(
                namespace, new Ownership(cas, Set.of(FILTER.digest())), needed, clear, WellKnownAuthorities.bundled());
    }

    @Test
    void whatTheOperatorAddedIsRemoved() {
        Change change = change(List.of(OURS, FOREIGN), List.of(FILTER, FOREIGN_FILTER), Set.of(), false);
        assertThat(change.remove()).containsExactly(OURS.fingerprint());
        assertThat(change.removeFilters()).containsExactly(FILTER);
    }

    @Test
    void theLastCaStays() {
        Change change = change(List.of(OURS, LONGER), List.of(), Set.of(), false);
        assertThat(change.remove()).containsExactly(OURS.fingerprint());
        assertThat(change(List.of(LONGER), List.of(), Set.of(), false).isEmpty())
                .isTrue();
    }

    @Test
    void aCaThatAClientNeedsStays() {
        assertThat(change(List.of(OURS, FOREIGN), List.of(), Set.of(OURS.fingerprint()), false)
                        .isEmpty())
                .isTrue();
    }

    @Test
    void theLastFilterStaysUnlessItMayBeCleared() {
        assertThat(change(List.of(FOREIGN), List.of(FILTER), Set.of(), false).isEmpty())
                .isTrue();
        assertThat(change(List.of(FOREIGN), List.of(FILTER), Set.of(), true).removeFilters())
                .containsExactly(FILTER);
    }

    @Test
    void theLastFilterUnderAPublicCaAlwaysStays() {
        Certificate known = publicCa();
        assertThat(change(List.of(known), List.of(FILTER), Set.of(), true).isEmpty())
                .isTrue();
    }

    private static Certificate publicCa() {
        byte[] pem = PublicAuthority.pem().getBytes(StandardCharsets.US_ASCII);
        try {
            return CertificateParser.parse(PemReader.read(pem).get(0).der());
        } catch (CertificateFormatException e) {
            throw new IllegalStateException(e);
        }
    }
}
