package dev.namespacecerts.x509;

import static dev.namespacecerts.x509.Encoding.element;
import static dev.namespacecerts.x509.Encoding.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.namespacecerts.testing.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Extensions are read as Go's processExtensions reads them")
class ExtensionsParserTest {
    private static final byte[] CRITICAL = Bytes.hex("0101ff");
    private static final byte[] NOT_CRITICAL = {};

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "3000, false, ",
        "30030101ff, true, ",
        "3003010100, false, ",
        "30060101ff020100, true, 0",
        "3003020107, false, 7",
        "30080101ff02030186a0, true, 100000",
        "300d0101ff02087fffffffffffffff, true, 2147483647",
    })
    void readsBasicConstraints(String hex, boolean ca, Integer pathLength) throws Exception {
        assertThat(parse("2.5.29.19", hex).basicConstraints())
                .contains(new BasicConstraints(
                        ca, pathLength == null ? OptionalInt.empty() : OptionalInt.of(pathLength)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "03020780|DIGITAL_SIGNATURE",
                "03020106|KEY_CERT_SIGN, CRL_SIGN",
                "0303070080|DECIPHER_ONLY",
                "030100|''",
                "03020000|''",
                "0304008000ff|DIGITAL_SIGNATURE",
            })
    void readsKeyUsage(String hex, String usages) throws Exception {
        assertThat(parse("2.5.29.15", hex).keyUsage().orElseThrow()).hasToString("[" + usages + "]");
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "300a06082b06010505070302, true, client authentication",
        "300a06082b06010505070301, false, server authentication",
        "30060604551d2500, true, any",
        "3000, true, nothing (as if the extension were absent)",
        "300e06082b06010505070301 06022a03, false, something unknown",
    })
    void readsWhetherClientsMayBeAuthenticated(String hex, boolean allowed, String what) throws Exception {
        assertThat(parse("2.5.29.37", hex).extendedKeyUsage().orElseThrow().allowsClientAuth())
                .isEqualTo(allowed);
    }

    @Test
    void readsKeyIdentifiers() throws Exception {
        assertThat(parse("2.5.29.14", "04020102").subjectKeyIdentifier()).contains(Bytes.hex("0102"));
        assertThat(parse("2.5.29.35", "300480020102").authorityKeyIdentifier()).contains(Bytes.hex("0102"));
        assertThat(parse("2.5.29.35", "3000").authorityKeyIdentifier()).isEmpty();
        assertThat(parse("2.5.29.35", "3003820101").authorityKeyIdentifier()).isEmpty();
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "2.5.29.14, 0500, a subject key identifier that is no octet string",
        "2.5.29.15, 0500, a key usage that is no bit string",
        "2.5.29.15, 03020181, a key usage with unused bits set",
        "2.5.29.19, 0500, basic constraints that are no sequence",
        "2.5.29.19, 3003010101, a CA flag that is neither 00 nor FF",
        "2.5.29.19, 30060101ff0201ff, a negative path length",
        "2.5.29.19, 300e0101ff0209008000000000000000, a path length beyond 63 bits",
        "2.5.29.19, 30070101ff02020001, a path length with a superfluous zero",
        "2.5.29.31, 0500, CRL distribution points that are no sequence",
        "2.5.29.31, 30020500, a CRL distribution point that is no sequence",
        "2.5.29.31, 30063004a0028600, a distribution point name that is none",
        "2.5.29.31, 300a3008a006a1043102 0500, a distribution point name relative to the issuer",
        "2.5.29.31, 30083006a004a0028605, a URI that is cut off",
        "2.5.29.32, 0500, certificate policies that are no sequence",
        "2.5.29.32, 30040602 2a03, a policy without its sequence",
        "2.5.29.32, 3004 3002 0600, an empty policy",
        "2.5.29.32, 3006 3004 0602 2a80, a policy that is cut off",
        "2.5.29.32, 300c 3004 0602 2a03 3004 0602 2a03, a policy twice",
        "2.5.29.33, 3006 3004 0602 2a03, a policy mapping of one policy",
        "2.5.29.35, 0500, an authority key identifier that is no sequence",
        "2.5.29.35, 30028001, an authority key identifier that is cut off",
        "2.5.29.36, 0500, policy constraints that are no sequence",
        "2.5.29.36, 30028000, a policy constraint without a number",
        "2.5.29.36, 300b 8009 008000000000000000, a policy constraint beyond 64 bits",
        "2.5.29.37, 0500, extended key usages that are no sequence",
        "2.5.29.37, 30020500, an extended key usage that is no identifier",
        "2.5.29.54, 0500, an inhibit any-policy that is no number",
        "1.3.6.1.5.5.7.1.1, 0500, an authority information access that is no sequence",
        "1.3.6.1.5.5.7.1.1, 3002 3000, an access description without a method",
        "1.3.6.1.5.5.7.1.1, 3008 3006 06022a03 8605, an access location that is cut off",
    })
    void rejects(String oid, String hex, String what) {
        assertThatThrownBy(() -> parse(oid, hex)).isInstanceOf(CertificateFormatException.class);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "2.5.29.31, 30083006a004a0028600, a distribution point with an empty URI",
        "2.5.29.31, 30023000, an empty distribution point",
        "2.5.29.32, 300d 300b 0609 2affffffffffffff7f, a policy with a huge number",
        "2.5.29.36, 3003 8001ff, a negative policy constraint",
        "1.3.6.1.5.5.7.1.1, 3008 3006 06022a03 8200, an access location of another kind",
    })
    void accepts(String oid, String hex, String what) {
        Assertions.assertDoesNotThrow(() -> parse(oid, hex));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "2.5.29.14, 04020102, the subject key identifier is marked critical",
        "2.5.29.35, 300480020102, the authority key identifier is marked critical",
        "1.3.6.1.5.5.7.1.1, 3000, the authority information access is marked critical",
    })
    void rejectsAsCritical(String oid, String hex, String message) {
        assertThatThrownBy(() -> parse(extension(oid, CRITICAL, hex))).hasMessage(message);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "1.2.3, 0500, an unknown extension",
        "2.5.29.99, 0500, an unknown extension next to known ones",
        "2.5.29.18, 3003820161, issuer alternative names",
        "2.5.29.17, 3000, an empty list of alternative names",
        "2.5.29.17, 3004 a4023000, alternative names of unknown kinds only",
        "2.5.29.30, 3008 a006 3004 a4023000, a name constraint of an unknown kind",
    })
    void listsAsUnhandledIfCritical(String oid, String hex, String what) throws Exception {
        assertThat(parse(extension(oid, CRITICAL, hex)).unhandledCritical()).containsExactly(oid);
        assertThat(parse(extension(oid, NOT_CRITICAL, hex)).unhandledCritical()).isEmpty();
    }

    @Test
    void handlesAllThatGoHandles() throws Exception {
        Extensions extensions = parse(
                extension("2.5.29.15", CRITICAL, "03020106"),
                extension("2.5.29.17", CRITICAL, "3003820161"),
                extension("2.5.29.19", CRITICAL, "3000"),
                extension("2.5.29.30", CRITICAL, "3007a00530038201 61"),
                extension("2.5.29.31", CRITICAL, "3000"),
                extension("2.5.29.32", CRITICAL, "3000"),
                extension("2.5.29.33", CRITICAL, "3000"),
                extension("2.5.29.36", CRITICAL, "3000"),
                extension("2.5.29.37", CRITICAL, "3000"),
                extension("2.5.29.54", CRITICAL, "020100"));
        assertThat(extensions.unhandledCritical()).isEmpty();
    }

    @Test
    void rejectsADuplicateExtension() {
        byte[] once = extension("1.2.3", NOT_CRITICAL, "0500");
        assertThatThrownBy(() -> parse(once, once)).hasMessage("there are two extensions 1.2.3");
    }

    @Test
    void takesTimeInProportionToTheNumberOfExtensions() {
        List<byte[]> many = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            many.add(extension("1.2.3." + i, CRITICAL, ""));
        }
        byte[][] all = many.toArray(byte[][]::new);
        Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThat(parse(all).unhandledCritical()).hasSize(20_000));
    }

    private static Extensions parse(String oid, String hex) throws CertificateFormatException {
        return parse(extension(oid, NOT_CRITICAL, hex));
    }

    private static Extensions parse(byte[]... extensions) throws CertificateFormatException {
        ExtensionsParser parser = new ExtensionsParser();
        parser.parse(new DerReader(sequence(extensions)));
        return parser.result();
    }

    private static byte[] extension(String oid, byte[] critical, String hex) {
        try {
            return sequence(
                    new ASN1ObjectIdentifier(oid).getEncoded(), critical, element(DerTag.OCTET_STRING, Bytes.hex(hex)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
