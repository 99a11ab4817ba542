package dev.namespacecerts.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SharedConnectionsTest {
    private static final SharedConnections SHARED = SharedConnections.parse(
            "cloud/payments=accounting.a2dd6 Invoices.a2dd6; cloud/orders=*.b3ee7;other/payments=ledger.a2dd6");

    @ParameterizedTest
    @CsvSource({
        "cloud, payments, accounting.a2dd6, true",
        "cloud, payments, ACCOUNTING.a2dd6, true",
        "cloud, payments, invoices.a2dd6, true",
        "cloud, payments, ledger.a2dd6, false",
        "other, payments, ledger.a2dd6, true",
        "other, payments, accounting.a2dd6, false",
        "cloud, orders, anything.b3ee7, true",
        "cloud, orders, anything.a2dd6, false",
        "cloud, orders, anything.x.b3ee7, false",
        "cloud, shop, accounting.a2dd6, false",
        "third, payments, accounting.a2dd6, false"
    })
    void allowsOnlyWhatIsListed(String connection, String namespace, String temporalNamespace, boolean allowed) {
        assertThat(SHARED.allows(connection, namespace, temporalNamespace)).isEqualTo(allowed);
    }

    @Test
    void byDefaultNothingIsShared() {
        assertThat(SharedConnections.NONE.allows("cloud", "payments", "accounting.a2dd6"))
                .isFalse();
        assertThat(SharedConnections.parse(" ; ").names()).isEmpty();
        assertThat(SharedConnections.parse("cloud/payments=").allows("cloud", "payments", "accounting.a2dd6"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payments=accounting.a2dd6",
                "cloud/payments",
                "/payments=accounting.a2dd6",
                "cloud/=accounting.a2dd6",
                "cloud/payments=accounting",
                "cloud/*=accounting.a2dd6",
                "Cloud/payments=accounting.a2dd6",
                "cloud/payments=*"
            })
    void theSettingIsMalformed(String setting) {
        assertThatIllegalArgumentException().isThrownBy(() -> SharedConnections.parse(setting));
    }
}
