package dev.namespacecerts.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "localhost:443,localhost,443",
        "accounting.a2dd6.tmprl.cloud:7233,accounting.a2dd6.tmprl.cloud,7233",
        "127.0.0.1:1,127.0.0.1,1",
        "[::1]:65535,::1,65535",
        "[fe80::1%eth0]:443,fe80::1%eth0,443",
        "my_host.:443,my_host.,443"
    })
    void hostAndPort(String text, String host, int port) throws InspectException {
        assertThat(ServerAddress.parse(text)).contains(new ServerAddress(host, port));
        assertThat(new ServerAddress(host, port)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ca.pem",
                "dir/ca.pem",
                "localhost",
                "C:\\ca.pem",
                "a b:443",
                "host:",
                ":443",
                "host:123456",
                "",
                "-x:1"
            })
    void everythingElseIsAFile(String text) throws InspectException {
        assertThat(ServerAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/path?q,is a URL. Write the host and the port of the server alone: example.com:443.",
        "https://example.com:8443,alone: example.com:8443.",
        "https://user:secret@[::1]/,alone: [::1]:443.",
        "grpc://frontend,alone: frontend:7233.",
        "https://,alone: host:443.",
        "'https://evil\u001b[31m.com',alone: host:443.",
        "::1,[2001:db8::1]:443",
        "2001:db8::1:443,in brackets",
        "host:0,no valid port",
        "host:65536,no valid port"
    })
    void otherFormsAreRefusedWithTheFormToUse(String text, String message) {
        assertThatThrownBy(() -> ServerAddress.parse(text))
                .isInstanceOf(InspectException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\u001b");
    }
}
