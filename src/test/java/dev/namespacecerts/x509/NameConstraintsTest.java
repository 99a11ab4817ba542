package dev.namespacecerts.x509;

import static dev.namespacecerts.x509.Encoding.element;
import static dev.namespacecerts.x509.Encoding.latin1;
import static dev.namespacecerts.x509.Encoding.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.namespacecerts.testing.Bytes;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Name constraints are checked as Go's constraints.go checks them")
class NameConstraintsTest {
    private static final HeldCertificate ROOT =
            CertificateBuilder.root("CN=Root").build();

    @ParameterizedTest(name = "permitted {0}, excluded {1}: {2} is permitted")
    @CsvSource({
        "dns:a.example, , dns:a.example",
        "dns:a.example, , dns:B.A.example",
        "dns:.a.example, , dns:b.a.example",
        "dns:, , dns:anything",
        "dns:a.example, , dns:*.a.example",
        "dns:a.example, , ip:1.2.3.4",
        "dns:a.example dns:b.a.example dns:-a.example, , dns:x.b.a.example",
        ", dns:a.example, dns:ba.example",
        ", dns:.a.example, dns:a.example",
        "email:a.example, , email:x@A.example",
        "email:x@a.example, , email:x@A.EXAMPLE",
        "email:.a.example, , email:x@b.a.example",
        "uri:a.example, , uri:x://b.a.example:80/p",
        "uri:.a.example, , uri:x://b.a.example",
        "ip:10.0.0.0/255.0.0.0, , ip:10.255.1.2",
        "ip:10.9.9.9/255.0.0.0, , ip:10.0.0.1",
        "ip:2001:db8::/ffff:ffff::, , ip:2001:db8::1",
        ", ip:10.0.0.0/255.0.0.0, ip:11.0.0.0",
        ", ip:0.0.0.0/0.0.0.0, ip:2001:db8::1",
    })
    void permit(String permitted, String excluded, String name) throws Exception {
        assertThat(refusal(permitted, excluded, name)).isEmpty();
    }

    @ParameterizedTest(name = "permitted {0}, excluded {1}: {2}")
    @CsvSource({
        "dns:a.example, , dns:example, 'DNS name \"example\" is not permitted (permitted: \"a.example\")'",
        "dns:a.example, , dns:ba.example, 'DNS name \"ba.example\" is not permitted (permitted: \"a.example\")'",
        "dns:.a.example, , dns:a.example, 'DNS name \"a.example\" is not permitted (permitted: \".a.example\")'",
        "dns:a.example, , dns:, 'DNS name \"\" is not permitted (permitted: \"a.example\")'",
        "dns:a.example dns:b.example dns:c.example dns:d.example dns:e.example, , dns:x,"
                + " 'DNS name \"x\" is not permitted"
                + " (permitted: \"a.example\", \"b.example\", \"c.example\" and 2 more)'",
        ", dns:a.example, dns:b.A.example, 'DNS name \"b.A.example\" is excluded by the name constraint \"a.example\"'",
        ", dns:b.a.example, dns:*.a.example,"
                + " 'DNS name \"*.a.example\" is excluded by the name constraint \"b.a.example\"'",
        ", dns:, dns:a, 'DNS name \"a\" is excluded by the name constraint \"\"'",
        "dns:a.example, dns:x.a.example, dns:x.a.example,"
                + " 'DNS name \"x.a.example\" is excluded by the name constraint \"x.a.example\"'",
        "dns:a.example, , dns:a.example., 'DNS name \"a.example.\" cannot be compared with name constraints'",
        "ip:10.0.0.0/255.0.0.0, , dns:a b, 'DNS name \"a b\" cannot be compared with name constraints'",
        "email:a.example, , email:x@b.example,"
                + " 'e-mail address \"x@b.example\" is not permitted (permitted: \"a.example\")'",
        "email:x@a.example, , email:X@a.example,"
                + " 'e-mail address \"X@a.example\" is not permitted (permitted: \"x@a.example\")'",
        ", email:x@a.example, email:x@a.example,"
                + " 'e-mail address \"x@a.example\" is excluded by the name constraint \"x@a.example\"'",
        "dns:a.example, , email:x, 'e-mail address \"x\" cannot be compared with name constraints'",
        "uri:a.example, , uri:x://b.example/, 'URI \"x://b.example/\" is not permitted (permitted: \"a.example\")'",
        "dns:a.example, , uri:urn:x, 'URI \"urn:x\" cannot be compared with name constraints'",
        "dns:a.example, , uri:x://1.2.3.4/, 'URI \"x://1.2.3.4/\" cannot be compared with name constraints'",
        "ip:10.0.0.0/255.0.0.0, , ip:11.0.0.1, 'IP address \"11.0.0.1\" is not permitted (permitted: \"10.0.0.0/8\")'",
        "ip:10.0.0.0/255.0.0.0, , ip:2001:db8::1,"
                + " 'IP address \"2001:db8:0:0:0:0:0:1\" is not permitted (permitted: \"10.0.0.0/8\")'",
        ", ip:10.0.0.0/255.0.0.0, ip:10.1.2.3,"
                + " 'IP address \"10.1.2.3\" is excluded by the name constraint \"10.0.0.0/8\"'",
    })
    void reject(String permitted, String excluded, String name, String why) throws Exception {
        assertThat(refusal(permitted, excluded, name)).contains(why);
    }

    @Test
    void allowACertificateWithoutAlternativeNames() throws Exception {
        Certificate plain = CertificateBuilder.root("CN=a").build().parsed();
        assertThat(constraints("dns:a", null).refusal(plain)).isEmpty();
    }

    @Test
    void escapeHostileNames() throws Exception {
        assertThat(refusal("dns:a", null, "dns:\u001b[31m").orElseThrow()).contains("\\u{001B}[31m");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "'', nothing at all",
        "0500, no sequence",
        "3000, neither permitted nor excluded subtrees",
        "3002 a000, empty subtrees",
        "30070500 a003 3001 00, something before the subtrees",
        "3009 a007 3005 8203 612e62 0500, something after the sequence",
        "3004 a0023000, a subtree without a base",
        "3006 a004 0402 8200, a subtree that is no sequence",
        "3007 a005 3003 8201 ff, a DNS name that is not ASCII",
        "3007 a005 3003 8201 2e, a DNS name that is a dot",
        "3008 a006 3004 8202 612e, a DNS name that ends in a dot",
        "300a a008 3006 8204 612e2e62, a DNS name with an empty label",
        "3007 a005 3003 8201 20, a DNS name that is a space",
        "3007 a005 3003 8101 40, an e-mail address without its parts",
        "3008 a006 3004 8102 612e, an e-mail domain that ends in a dot",
        "300d a00b 3009 8607 312e322e332e34, a URI that is an IP address",
        "3009 a007 3005 8603 3a3a31, a URI that is an IPv6 address",
        "300a a008 3006 8704 0a000000, an IP address without a mask",
        "300e a00c 300a 8708 0a000000 ff00ff00, an IP address with a mask with a hole",
        "300e a00c 300a 8708 0a000000 fd000000, an IP address with a mask with a hole in an octet",
    })
    void areRejectedWith(String hex, String what) {
        assertThatThrownBy(() -> new NameConstraintsParser().parse(Encoding.reader(hex)))
                .isInstanceOf(CertificateFormatException.class);
    }

    @Test
    void cutLongConstraints() throws Exception {
        assertThat(refusal("dns:" + "a.".repeat(100) + "example", null, "dns:b").orElseThrow())
                .contains("(permitted: \"a.a.")
                .endsWith("a…\")")
                .hasSizeLessThan(120);
    }

    @Test
    void areCheckedInReasonableTime() throws Exception {
        String many = String.join(
                " ",
                IntStream.range(0, 20_000)
                        .mapToObj(i -> "dns:x" + i + ".example")
                        .toList());
        byte[][] names = new byte[30_000][];
        Arrays.fill(names, element(GeneralName.DNS, latin1("*.a.x7.example")));
        Certificate leaf = leaf(names);
        NameConstraints constraints = constraints(many, many.replace("x", "y"));
        Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThat(constraints.refusal(leaf)).isEmpty());
    }

    private static Optional<String> refusal(String permitted, String excluded, String name) throws Exception {
        return constraints(permitted, excluded).refusal(leaf(name(name)));
    }

    private static Certificate leaf(byte[]... names) {
        return CertificateBuilder.leaf("CN=leaf")
                .issuedBy(ROOT)
                .extension("2.5.29.17", false, sequence(names))
                .build()
                .parsed();
    }

    private static NameConstraints constraints(String permitted, String excluded) throws Exception {
        return new NameConstraintsParser()
                .parse(new DerReader(sequence(subtrees(0, permitted), subtrees(1, excluded))));
    }

    private static byte[] subtrees(int number, String bases) throws Exception {
        if (bases == null) {
            return new byte[0];
        }
        String[] all = bases.split(" ");
        byte[][] subtrees = new byte[all.length][];
        for (int i = 0; i < all.length; i++) {
            subtrees[i] = sequence(name(all[i]));
        }
        return element(DerTag.contextConstructed(number), subtrees);
    }

    private static byte[] name(String text) throws Exception {
        int colon = text.indexOf(':');
        String value = text.substring(colon + 1);
        return switch (text.substring(0, colon)) {
            case "dns" -> element(GeneralName.DNS, latin1(value));
            case "email" -> element(GeneralName.EMAIL, latin1(value));
            case "uri" -> element(GeneralName.URI, latin1(value));
            default -> element(GeneralName.IP, addresses(value));
        };
    }

    private static byte[] addresses(String value) throws Exception {
        String[] parts = value.split("/");
        byte[][] addresses = new byte[parts.length][];
        for (int i = 0; i < parts.length; i++) {
            addresses[i] = InetAddress.getByName(parts[i]).getAddress();
        }
        return Bytes.join(addresses);
    }
}
