package dev.namespacecerts.cli.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesNamesTest {
    @ParameterizedTest
    @CsvSource({
        "accounting,accounting",
        "Accounting_2,accounting-2",
        "*.payments,payments",
        "spiffe://acme/worker,spiffe-acme-worker",
        "Büro Süd,buro-sud",
        "---,''",
        "世界,''",
    })
    void aPartIsMadeOfLettersAndDigits(String text, String part) {
        assertThat(KubernetesNames.part(text)).isEqualTo(part);
    }

    @Test
    void everyNameIsUniqueAndValid() {
        KubernetesNames names = new KubernetesNames();
        String longest = "a.".repeat(126) + "b";
        String part = KubernetesNames.part("-" + "p".repeat(62) + "-q");
        assertThat(IntStream.range(0, 200).mapToObj(i -> names.of(longest, part)))
                .doesNotHaveDuplicates()
                .allMatch(KubernetesNames::isName);
    }
}
