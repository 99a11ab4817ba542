package dev.namespacecerts.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTest {
    private static final Map<String, String> A = Map.of("shard", "a", "example.com/team", "payments");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shard=a|true|false",
                "shard == a|true|false",
                "shard!=a|false|true",
                "shard in (a)|true|false",
                "shard in (b , a)|true|false",
                "shard in (b,c)|false|false",
                "shard notin (a, b)|false|true",
                "shard|true|false",
                "!shard|false|true",
                "! shard|false|true",
                "shard in (a,b),example.com/team=payments|true|false",
                "shard=a, example.com/team!=payments|false|false",
            })
    void selectsAsKubernetesDoes(String selector, boolean labelled, boolean unlabelled) {
        LabelSelector parsed = LabelSelector.parse(selector);
        assertThat(parsed.matches(A)).isEqualTo(labelled);
        assertThat(parsed.matches(Map.of())).isEqualTo(unlabelled);
        assertThat(parsed.text()).isEqualTo(selector);
        assertThat(parsed.selectsAll()).isFalse();
    }

    @Test
    void anEmptyOneSelectsEverything() {
        assertThat(LabelSelector.parse(" ").selectsAll()).isTrue();
        assertThat(LabelSelector.parse(" ").matches(Map.of())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shard=", "=a", "shard=a b", "shard=a=b", "shard>1", "shard in a", "shard in ()", "shard in (a", "(a)",
                "shard=a,", ",", "shard notin (a,)", "-shard", "Example.com/team", "in", "!notin", "a/b/c", "shard=ä",
                "shard in (a)b", "!shard=a", "shard in (a,(b))"
            })
    void isRejected(String selector) {
        assertThatThrownBy(() -> LabelSelector.parse(selector)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theWrongPartIsQuoted() {
        assertThatThrownBy(() -> LabelSelector.parse("team=a, shard in a")).hasMessage("shard in a");
    }
}
