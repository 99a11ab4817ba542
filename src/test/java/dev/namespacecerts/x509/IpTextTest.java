package dev.namespacecerts.x509;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("IP addresses are parsed as Go's net/netip parses them")
class IpTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "1.2.3.4", "255.255.255.255"})
    void detectsIpv4(String text) {
        assertThat(IpText.isIpv4(text)).isTrue();
        assertThat(IpText.isIpv6(text)).isFalse();
        assertThat(IpText.isAddress(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::",
                "::1",
                "1::",
                "1:2:3:4:5:6:7:8",
                "1::8",
                "FE80::1",
                "fe80::1%en0",
                "::1.2.3.4",
                "1:2:3:4:5:6:1.2.3.4",
                "1:2:3:4:5:6:7::",
                "0001::"
            })
    void detectsIpv6(String text) {
        assertThat(IpText.isIpv6(text)).isTrue();
        assertThat(IpText.isIpv4(text)).isFalse();
        assertThat(IpText.isAddress(text)).isTrue();
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "",
                "a",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                "1.2.3.4 ",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "12345::",
                "g::",
                "::1%",
                "%en0",
                "1:",
                ":1",
                "1:2:3:4:5:6:7:8::",
                "1.2.3.4::",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::1.2.3",
                "1.2.3.4%en0"
            })
    void detectsTextThatIsNoAddress(String text) {
        assertThat(IpText.isAddress(text)).isFalse();
    }
}
