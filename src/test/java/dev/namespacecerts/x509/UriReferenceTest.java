package dev.namespacecerts.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("URIs are parsed as Go's net/url parses them")
class UriReferenceTest {
    @ParameterizedTest(name = "{0} has the host \"{1}\"")
    @CsvSource({
        "spiffe://acme.example/ns/x, acme.example",
        "https://u:p@H.example:443/p%20a?q=%zz#f, H.example:443",
        "//h/p, h",
        "///h/p, ''",
        "x:///p, ''",
        "urn:a:b, ''",
        "*, ''",
        "'', ''",
        "a/b:c, ''",
        "x://a@b@c/, c",
        "http://[2001:db8::1]:80/, [2001:db8::1]:80",
        "http://[fe80::1%25en%20o]/, [fe80::1%en o]",
        "http://[::ffff:1.2.3.4]/, [::ffff:1.2.3.4]",
        "x://a:1:2/, a:1:2",
        "http://a:/, a:",
        "http://a%25b/, a%b",
        "http://<a>\"b/, <a>\"b",
    })
    void findsTheHost(String uri, String host) throws Exception {
        assertThat(UriReference.parse(uri).host()).isEqualTo(host);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "://a",
                "1a:b",
                "a%:b",
                "http://a b/",
                "http://a/%zz",
                "http://a/%4",
                "http://a:b/",
                "http://a:1:2/",
                "https://a:1:2/",
                "http://a[b]",
                "http://[::1",
                "http://[1.2.3.4]/",
                "http://[::1]x/",
                "http://[::1]:x/",
                "http://[]/",
                "http://[::1%25]/",
                "http://a%41/",
                "http://a|b/",
                "http://a\\b/",
                "//a b@c",
                "//a%zz@b",
                "//a%4:1@b",
                "a\u0001b",
                "\u007f",
                "#%zz",
                "http://[::1%2541]/%"
            })
    void rejects(String uri) {
        assertThatThrownBy(() -> UriReference.parse(uri))
                .isInstanceOf(CertificateFormatException.class)
                .hasMessageStartingWith("a URI among the subject alternative names has ");
    }

    @ParameterizedTest(name = "{0} is in the domain {1}")
    @CsvSource({
        "x://A.example/p, a.example",
        "x://a.example:80, a.example",
        "x://:80/, ''",
        "x://a]b/, a]b",
    })
    void findsTheDomain(String uri, String domain) {
        assertThat(UriReference.domain(uri)).contains(domain);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "urn:a",
                "/p",
                "x://1.2.3.4/",
                "x://1.2.3.4:5/",
                "x://[::1]/",
                "x://[::1]:8/",
                "x://a:1:2/",
                "x://a]b:1/"
            })
    void findsNoDomain(String uri) {
        assertThat(UriReference.domain(uri)).isEmpty();
    }
}
