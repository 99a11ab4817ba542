package dev.namespacecerts.x509;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerTest {
    private static final HeldCertificate ROOT =
            CertificateBuilder.root("CN=Acme Root,O=Acme").build();
    private static final String PEM = ROOT.pem();
    private static final String KEY = ROOT.privateKeyPem();
    private static final String ESCAPED = PEM.replace("\n", "\\n");
    private static final String FIRST_DECODE = "base64 -d < FILE > ";

    static Stream<Arguments> containers() throws Exception {
        byte[] pkcs8 = ROOT.keyPair().getPrivate().getEncoded();
        byte[] sec1 = PrivateKeyInfo.getInstance(pkcs8)
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();
        return Stream.of(
                row("nothing", bytes(""), "empty", "Put the CA certificates here as PEM"),
                row("white space", bytes(" \r\n\t"), "only white space", "Put the CA certificates here as PEM"),
                row(
                        "UTF-16 of PowerShell",
                        utf16("\uFEFF" + PEM, "UTF-16LE"),
                        "text in UTF-16, as",
                        "iconv -f UTF-16 -t"),
                row("big-endian UTF-16", utf16("\uFEFF" + PEM, "UTF-16BE"), "text in UTF-16, as", "iconv -f UTF-16 -t"),
                row("UTF-16 without mark", utf16(PEM, "UTF-16LE"), "little-endian, without", "iconv -f UTF-16LE -t"),
                row("big-endian without mark", utf16(PEM, "UTF-16BE"), "big-endian, without", "iconv -f UTF-16BE -t"),
                row("gzip", gzip(), "a gzip file", "gzip -dc FILE > ca.crt"),
                row("ZIP", zip(ZipOutputStream.DEFLATED), "a ZIP archive", "unzip -p FILE > ca.crt"),
                row("ZIP, not deflated", zip(ZipOutputStream.STORED), "a ZIP archive", "unzip -p FILE > ca.crt"),
                row("tar", tar(), "a tar archive", "tar -xOf FILE > ca.crt"),
                row("JKS", keyStore("JKS"), "a Java KeyStore (JKS)", "keytool -exportcert -rfc -alias ALIAS"),
                row("JCEKS", keyStore("JCEKS"), "a Java KeyStore (JCEKS)", "-storetype JCEKS"),
                row("PKCS#12", keyStore("PKCS12"), "a PKCS#12 store", "openssl pkcs12 -nokeys -in FILE"),
                row("PKCS#7", pkcs7(), "PKCS#7 in DER", "openssl pkcs7 -inform DER -print_certs"),
                row("DER", ROOT.der(), "a certificate in DER", "openssl x509 -inform DER -in FILE"),
                row("half of DER", Arrays.copyOf(ROOT.der(), 99), "a certificate in DER", "openssl x509 -inform DER"),
                row("DER of version 1", version1(), "a certificate in DER", "openssl x509 -inform DER"),
                row("a public key in DER", ROOT.parsed().publicKey().spki(), "but not a certificate", "as PEM"),
                row("a PKCS#8 key in DER", pkcs8, "a private key", "treat the key as disclosed"),
                row("a SEC 1 key in DER", sec1, "a private key", "treat the key as disclosed"),
                row("an empty variable", bytes("${CA_PEM}"), "a template placeholder", "Render the template"),
                row("a template", bytes("{{ .Values.ca }}\n"), "a template placeholder", "Render the template"),
                row("HTML", bytes("<!DOCTYPE html><html><body>404</body></html>"), "HTML or XML", "curl --fail"),
                row("HTML with PEM in it", bytes("<p>\n <b>" + PEM.strip() + "</b>"), "HTML or XML", "curl --fail"),
                row("JSON", bytes("{\"data\":{\"ca\":\"" + ESCAPED + "\"}}"), "JSON", "jq -r .FIELD FILE > ca.crt"),
                row(
                        "PEM between quotes",
                        bytes('"' + ESCAPED + '"'),
                        "line breaks are written as \\n",
                        "printf '%b\\n'"),
                row("openssl -text", bytes("Certificate:\n    Data:\n"), "openssl x509 -text", "openssl x509 -in FILE"),
                row(
                        "dashes of Word",
                        bytes(PEM.replace("-----", "\u2014\u2014\u2013")),
                        "dashes",
                        "Copy the certificate"),
                row("no dashes", bytes(PEM.replace("-----", "")), "dashes", "Copy the certificate"),
                row("a path", bytes("/etc/ssl/certs/ca.pem"), "a path or URL", "Put the content of the file here"),
                row("a path like base64", bytes("/etc/ssl/certs/caroot"), "a path or URL", "Put the content"),
                row("a file's name", bytes("ca.crt\n"), "a path or URL", "Put the content of the file here"),
                row("a URL", bytes("https://ca.example/ca.pem"), "a path or URL", "Put the content of the file here"),
                row("zeros", new byte[100], "binary data", "as PEM"),
                row("base64 of PEM", base64(bytes(PEM)), "base64 of PEM", "Decode it once (base64 -d < FILE > ca.crt)"),
                row("with a mark", bytes("\uFEFF" + text(base64(bytes(PEM)))), "base64 of PEM", "Decode it once"),
                row(
                        "base64, twice",
                        base64(base64(bytes(PEM))),
                        "base64 of base64 of PEM",
                        "Decode it 2 times (base64 -d < FILE | base64 -d > ca.crt)"),
                row(
                        "the body of PEM",
                        base64(ROOT.der()),
                        "base64 of a certificate in DER",
                        FIRST_DECODE + "DECODED; openssl x509 -inform DER -in DECODED -out ca.crt"),
                row("base64 of PKCS#12", base64(keyStore("PKCS12")), "base64 of a PKCS#12 store", FIRST_DECODE),
                row("base64 of UTF-16", base64(utf16("\uFEFF" + PEM, "UTF-16LE")), "base64 of text in", FIRST_DECODE),
                row("base64 of a key", base64(bytes(KEY)), "base64 of PEM with a private key", "disclosed"),
                row("base64 of a DER key", base64(pkcs8), "base64 of a private key", "disclosed"),
                row("a key in UTF-16", utf16(KEY, "UTF-16LE"), "with a private key", "disclosed"),
                row(
                        "a key in JSON",
                        bytes("{\"key\":\"" + KEY.replace("\n", "\\n") + "\"}"),
                        "private key",
                        "disclosed"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource
    void containers(String what, byte[] text, String found, String remedy) {
        Container.Found container =
                Container.insteadOf(PemReader.read(text), text).orElseThrow();
        assertThat(container.what()).as(what).contains(found);
        assertThat(container.remedy()).contains(remedy);
        assertThat(container.privateKey()).isEqualTo(remedy.contains("disclosed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no certificate", "hello", "MIIB", "AAAAAAAAAAAAAAAAAAAAAAAA", "0 certificates\nfound"})
    void unknownFormatsAreNotNamed(String text) {
        assertThat(Container.insteadOf(List.of(), bytes(text))).isEmpty();
    }

    @Test
    void aTextWithAReadableBlockIsNotReported() {
        byte[] text = bytes("<pre>\n" + PEM);
        assertThat(Container.insteadOf(PemReader.read(text), text)).isEmpty();
        byte[] key = bytes("<pre>\n" + KEY);
        assertThat(Container.insteadOf(PemReader.read(key), key)).isEmpty();
    }

    @Test
    void noTextCausesAnExceptionOrTakesLong() {
        Random random = new Random(1);
        byte[] der = ROOT.der();
        for (int i = 0; i < 20_000; i++) {
            byte[] text = Arrays.copyOf(der, random.nextInt(40));
            for (int j = random.nextInt(4); j > 0 && text.length > 0; j--) {
                text[random.nextInt(text.length)] = (byte) random.nextInt();
            }
            ContainerDetector.of(text);
        }
        byte[] large = new byte[1_048_576];
        Arrays.fill(large, (byte) 'A');
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> ContainerDetector.of(large));
    }

    private static Arguments row(String what, byte[] text, String found, String remedy) {
        return Arguments.of(what, text, found, remedy);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static byte[] utf16(String text, String charset) {
        return text.getBytes(Charset.forName(charset));
    }

    private static byte[] base64(byte[] bytes) {
        return Base64.getMimeEncoder().encode(bytes);
    }

    private static byte[] gzip() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(bytes(PEM));
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(int method) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry("ca.crt");
            entry.setMethod(method);
            entry.setSize(PEM.length());
            java.util.zip.CRC32 checksum = new java.util.zip.CRC32();
            checksum.update(bytes(PEM));
            entry.setCrc(checksum.getValue());
            zip.putNextEntry(entry);
            zip.write(bytes(PEM));
        }
        return bytes.toByteArray();
    }

    private static byte[] tar() {
        byte[] archive = Arrays.copyOf(bytes("ca.crt"), 2048);
        System.arraycopy(bytes("ustar"), 0, archive, 257, 5);
        System.arraycopy(bytes(PEM), 0, archive, 512, PEM.length());
        return archive;
    }

    private static byte[] keyStore(String type) throws Exception {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        store.setCertificateEntry(
                "ca",
                java.security.cert.CertificateFactory.getInstance("X.509")
                        .generateCertificate(new java.io.ByteArrayInputStream(ROOT.der())));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, "changeit".toCharArray());
        return bytes.toByteArray();
    }

    private static byte[] pkcs7() throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addCertificate(new X509CertificateHolder(ROOT.der()));
        return generator.generate(new CMSAbsentContent()).getEncoded("DER");
    }

    private static byte[] version1() {
        return CertificateBuilder.root("CN=Old").version1().build().der();
    }
}
