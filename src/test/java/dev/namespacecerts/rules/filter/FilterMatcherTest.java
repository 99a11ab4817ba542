package dev.namespacecerts.rules.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.x509.Certificate;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterMatcherTest {
    private static final Certificate LEAF = CertificateBuilder.root("CN=Worker A,OU=payments,OU=eu,O=Straße GmbH")
            .subjectAlternativeName(
                    new GeneralName(GeneralName.dNSName, "worker-a.payments.example"),
                    new GeneralName(GeneralName.uniformResourceIdentifier, "spiffe://acme/worker-a"),
                    new GeneralName(GeneralName.rfc822Name, "ops@acme.example"),
                    new GeneralName(GeneralName.iPAddress, "192.0.2.7"),
                    new GeneralName(GeneralName.iPAddress, "2001:db8:0:0:1:0:0:1"))
            .build()
            .parsed();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        worker a  |              |          |                               | true
        worker b  |              |          |                               | false
        Worker*   |              |          |                               | true
        *er A     |              |          |                               | true
        *er B     |              |          |                               | false
        worker a* |              |          |                               | true
                  | STRAßE GMBH  |          |                               | true
                  |              | eu       |                               | true
                  |              | Payments |                               | true
                  |              | us       |                               | false
        worker a  |              | us       |                               | false
        worker a  | Straße*      | eu       | *.example                     | true
                  |              |          | worker-a.payments.example     | true
                  |              |          | *payments.example             | true
                  |              |          | spiffe://acme/*               | true
                  |              |          | ops@acme.example              | true
                  |              |          | 192.0.2.7                     | true
                  |              |          | 2001:DB8::1:0:0:1             | true
                  |              |          | 2001:db8:0:0:1::1             | false
                  |              |          | worker-b*                     | false
        """)
    void allSetFieldsMustMatch(
            String commonName, String organization, String unit, String alternative, boolean matches) {
        FilterMatcher matcher = FilterMatcher.of(
                        new NamedFilter("f", new FilterFields(commonName, organization, unit, alternative)))
                .orElseThrow();
        assertThat(matcher.matches(LEAF)).isEqualTo(matches);
    }

    @ParameterizedTest(name = "{0}: {1}, ignored {2}")
    @CsvSource({"last, true,", "first, false, first", "f*, false, first", "l*, true,", "other, false,"})
    void ofSeveralCommonNamesTheLastOneCountsAsInGo(String pattern, boolean matches, String ignored) {
        X500Name subject = new X500NameBuilder()
                .addRDN(BCStyle.CN, "first")
                .addRDN(BCStyle.O, "Acme")
                .addRDN(BCStyle.CN, "last")
                .build();
        Certificate leaf =
                CertificateBuilder.root("O=Acme").subject(subject).build().parsed();
        FilterMatcher matcher = matcher(new FilterFields(pattern, "Acme", null, null));
        assertThat(matcher.matches(leaf)).isEqualTo(matches);
        assertThat(matcher.ignoredCommonName(leaf)).isEqualTo(Optional.ofNullable(ignored));
        assertThat(matcher(new FilterFields(pattern, "Other", null, null)).ignoredCommonName(leaf))
                .isEmpty();
    }

    private static FilterMatcher matcher(FilterFields fields) {
        return FilterMatcher.of(new NamedFilter("f", fields)).orElseThrow();
    }

    @Test
    void aLeafWithoutTheFieldDoesNotMatch() {
        Certificate bare = CertificateBuilder.root("O=Acme").build().parsed();
        FilterMatcher matcher = FilterMatcher.of(new NamedFilter("f", new FilterFields("a*", null, null, null)))
                .orElseThrow();
        assertThat(matcher.matches(bare)).isFalse();
    }

    @Test
    void anInvalidFilterMatchesNothing() {
        assertThat(FilterMatcher.of(new NamedFilter("f", new FilterFields("a*b", "Acme", null, null))))
                .isEmpty();
        assertThat(FilterMatcher.of(new NamedFilter("f", new FilterFields(" ", null, null, null))))
                .isEmpty();
    }
}
