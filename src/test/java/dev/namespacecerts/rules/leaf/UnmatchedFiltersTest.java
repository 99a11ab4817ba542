package dev.namespacecerts.rules.leaf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.filter.FilterFields;
import dev.namespacecerts.rules.filter.FilterMatcher;
import dev.namespacecerts.rules.filter.NamedFilter;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.x509.KeyMatch;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;

class UnmatchedFiltersTest {
    private static final Instant NOW = Instant.parse("2030-06-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final HeldCertificate ROOT =
            CertificateBuilder.root("CN=Acme Root,O=Acme").at(CLOCK).build();

    @Test
    void theMessageShowsWhatTheLeafHasAndTheFilterRequires() {
        Violation violation =
                violation(leaf("", dns("worker.payments")), filter("c12-cn", "*.payments", null, null, null));
        assertThat(violation.found())
                .isEqualTo("commonName none, organization none, organizationalUnit none,"
                        + " subjectAlternativeName \"worker.payments\"");
        assertThat(violation.message())
                .isEqualTo("\"(empty)\" does not match the only accepted CertificateFilter: \"c12-cn\" requires"
                        + " commonName \"*.payments\" (the leaf has none).");
    }

    @Test
    void theFilterWithTheFewestFailedFieldsComesFirst() {
        Violation violation = violation(
                leaf("CN=worker,OU=eu,OU=payments,O=Acme", dns("a.acme"), dns("b.acme")),
                filter("a", "other", "Other", null, null),
                filter("b", "Worker", "acme*", "us", null),
                filter("c", null, null, null, "*.other"));
        assertThat(violation.found())
                .isEqualTo("commonName \"worker\", organization \"Acme\", organizationalUnit \"payments\", \"eu\","
                        + " subjectAlternativeName \"a.acme\", \"b.acme\"");
        assertThat(violation.message())
                .isEqualTo("\"CN=worker,OU=eu,OU=payments,O=Acme\" matches none of 3 accepted CertificateFilters. The"
                        + " nearest: \"b\" requires organizationalUnit \"us\" (the leaf has \"payments\", \"eu\");"
                        + " \"c\" requires subjectAlternativeName \"*.other\" (the leaf has \"a.acme\", \"b.acme\");"
                        + " \"a\" requires commonName \"other\" (the leaf has \"worker\") and organization \"Other\""
                        + " (the leaf has \"Acme\").");
    }

    @Test
    void ofFiltersWithAsManyFailedFieldsTheOneThatMatchesMostComesFirst() {
        Violation violation = violation(
                leaf("CN=worker,O=Acme"),
                filter("a", "other", null, null, null),
                filter("b", "worker", "Other", null, null),
                filter("c", null, "Other", null, null));
        assertThat(violation.message())
                .contains("The nearest: \"b\" requires organization \"Other\" (the leaf has \"Acme\"); \"a\" requires");
    }

    @Test
    void theFiveNearestFiltersAreNamed() {
        FilterMatcher[] filters = IntStream.range(0, 25)
                .mapToObj(i -> filter("f" + i, "other", i == 24 ? null : "Other", null, null))
                .toArray(FilterMatcher[]::new);
        assertThat(violation(leaf("CN=worker"), filters).message())
                .contains("none of 25 accepted CertificateFilters. The nearest 5: \"f24\" requires commonName")
                .contains("\"f0\"", "\"f3\"")
                .doesNotContain("\"f4\"");
    }

    @Test
    void hostileNamesAreEscapedAndBounded() {
        GeneralName[] names = IntStream.range(0, 60)
                .mapToObj(i -> uri("acme:" + i + "<script>" + "x".repeat(i == 0 ? 4_000 : 20)))
                .toArray(GeneralName[]::new);
        FilterMatcher[] filters = IntStream.range(0, 25)
                .mapToObj(i -> filter("f" + i + "x".repeat(250), "a\u202Eb", "y".repeat(1_000), "\"", "z"))
                .toArray(FilterMatcher[]::new);
        Violation violation = violation(leaf("CN=a\\\"\u202Ec,O=" + "o".repeat(300), names), filters);
        assertThat(violation.message())
                .hasSizeLessThanOrEqualTo(1_024)
                .contains("none of 25 accepted CertificateFilters. The nearest 1: \"f0", "\"a\\u{202E}b\"")
                .doesNotContain("\u202E");
        assertThat(violation.found())
                .hasSizeLessThanOrEqualTo(1_024)
                .contains("commonName \"a\\\"\\u{202E}c\"", "…\"")
                .matches(".* and [0-9]+ more");
    }

    @Test
    void aVerdictHasTheNamesOfTheLeaf() {
        GeneralName[] names = IntStream.range(0, 7)
                .mapToObj(i -> uri("acme:" + "x".repeat(200 * i)))
                .toArray(GeneralName[]::new);
        LeafNames shown =
                judge(leaf("CN=worker,O=Acme", names), List.of()).names().orElseThrow();
        assertThat(shown.subject()).isEqualTo("CN=worker,O=Acme");
        assertThat(shown.alternativeNames())
                .hasSize(5)
                .startsWith("acme:")
                .allMatch(name -> name.length() <= 256)
                .last()
                .asString()
                .endsWith("x…");
        assertThat(shown.alternativeNameCount()).isEqualTo(7);
    }

    private static Violation violation(HeldCertificate leaf, FilterMatcher... filters) {
        List<Violation> violations = judge(leaf, List.of(filters)).violations();
        assertThat(violations).hasSize(1);
        assertThat(violations.get(0).rule().id()).isEqualTo("EE-9");
        return violations.get(0);
    }

    private static LeafVerdict judge(HeldCertificate leaf, List<FilterMatcher> filters) {
        byte[] chain = leaf.pem().getBytes(StandardCharsets.US_ASCII);
        return new LeafJudge(List.of(ROOT.parsed()), new LeafFilters(filters, filters.size(), false), NOW)
                .judge(ClientSecret.of("worker", chain, KeyMatch.PKCS8));
    }

    private static HeldCertificate leaf(String subject, GeneralName... names) {
        CertificateBuilder leaf = CertificateBuilder.leaf(subject).at(CLOCK).issuedBy(ROOT);
        return (names.length == 0 ? leaf : leaf.subjectAlternativeName(names)).build();
    }

    private static GeneralName dns(String name) {
        return new GeneralName(GeneralName.dNSName, name);
    }

    private static GeneralName uri(String name) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, name);
    }

    private static FilterMatcher filter(
            String name, String commonName, String organization, String unit, String alternative) {
        FilterFields fields = new FilterFields(commonName, organization, unit, alternative);
        return FilterMatcher.of(new NamedFilter(name, fields)).orElseThrow();
    }
}
