package dev.namespacecerts.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemporalNamespacesTest {
    @ParameterizedTest(name = "{0} may claim {1}: {2}")
    @CsvSource({
        "payments, accounting.a2dd6, true",
        "payments, Accounting.A2DD6, true",
        "payments, billing.a2dd6,    false",
        "payments, anything.b3ee7,   true",
        "payments, accounting.b3ee70, false",
        "shipping, accounting.a2dd6, false",
        "shipping, orders.c4,        true",
        "nobody,   orders.c4,        false"
    })
    void onlyListedNamesAreAllowed(String namespace, String name, boolean allowed) {
        TemporalNamespaces setting = TemporalNamespaces.parse("payments=accounting.a2dd6, *.b3ee7; shipping=orders.c4");
        assertThat(setting.allows(namespace, name)).isEqualTo(allowed);
    }

    @Test
    void withoutTheSettingAllNamesAreAllowed() {
        assertThat(TemporalNamespaces.parse(" ; ").allows("any", "accounting.a2dd6"))
                .isTrue();
    }

    @Test
    void aNamespaceWithoutNamesMayClaimNone() {
        TemporalNamespaces setting = TemporalNamespaces.parse("payments=");
        assertThat(setting.allows("payments", "accounting.a2dd6")).isFalse();
        assertThat(setting.allows("other", "accounting.a2dd6")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"payments", "=a.b", "pay ments=a.b", "payments=*", "payments=a", "payments=a.*", "payments=a.b.c"
            })
    void aMalformedEntryIsRejected(String setting) {
        assertThatThrownBy(() -> TemporalNamespaces.parse("ok=a.b;" + setting)).hasMessage(setting);
    }
}
