package dev.namespacecerts.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudHostsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"tmprl.cloud", "saas-api.tmprl.cloud", "SAAS-API.TMPRL.CLOUD", "a.b.tmprl.cloud", "10.0.0.7"})
    void aHostInTheListOrBelowIt(String host) {
        assertThat(CloudHosts.parse(" tmprl.cloud, 10.0.0.7").allows(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".tmprl.cloud",
                "tmprl.cloud.",
                "eviltmprl.cloud",
                "tmprl.cloud.evil.example",
                "evil.example",
                "evil.example/.tmprl.cloud",
                "evil.example?.tmprl.cloud",
                "evil.example#.tmprl.cloud",
                "user@evil.example",
                "-.tmprl.cloud",
                "a..tmprl.cloud",
                "169.254.169.254",
                "110.0.0.7",
                "1.10.0.0.7",
                "[::1]",
                "kubernetes.default.svc",
                "localhost",
                "ｔmprl.cloud"
            })
    void anyOtherHost(String host) {
        assertThat(CloudHosts.parse("tmprl.cloud,10.0.0.7").allows(host)).isFalse();
    }

    @Test
    void aLastPartOfAnAddressAllowsNoAddress() {
        assertThat(CloudHosts.parse("254").allows("169.254.169.254")).isFalse();
    }

    @Test
    void withoutHostsNoneIsAllowed() {
        assertThat(CloudHosts.parse("").allows("saas-api.tmprl.cloud")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*.tmprl.cloud", "https://tmprl.cloud", "tmprl.cloud:443", ".cloud", "tmprl_cloud"})
    void theSettingIsMalformed(String setting) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CloudHosts.parse("tmprl.cloud," + setting))
                .withMessage(setting);
    }
}
