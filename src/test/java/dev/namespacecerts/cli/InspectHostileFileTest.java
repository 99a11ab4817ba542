package dev.namespacecerts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.Tool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command inspect ends in bounded time and with a bounded report, whatever a file contains. */
@Timeout(60)
class InspectHostileFileTest {
    private static final int MIB = 1024 * 1024;
    private static final HeldCertificate ROOT = CertificateBuilder.root("CN=R").build();

    @TempDir
    private Path folder;

    private static void refused(NcbRun run, String message) {
        assertThat(run.err()).contains(message).hasLineCount(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void largeFilesAreNotRead() {
        refused(InspectRun.ofInput(new byte[9 * MIB]), "standard input is larger than 8 MiB");
        refused(InspectRun.of("/dev/zero"), "/dev/zero is larger than 8 MiB");
    }

    /** A certificate with another serial number, and so with a wrong signature. */
    private static byte[] variant(byte[] der, int serial) {
        byte[] variant = der.clone();
        int at = new String(der, StandardCharsets.ISO_8859_1).indexOf("\u0002\u0004\u0070\u0070\u0070\u0070");
        ByteBuffer.wrap(variant).putInt(at + 2, serial);
        return variant;
    }

    @Test
    void tenThousandCertificates() {
        byte[] der = CertificateBuilder.root("CN=R")
                .serial(BigInteger.valueOf(0x70707070))
                .withoutSubjectKeyIdentifier()
                .withoutAuthorityKeyIdentifier()
                .build()
                .der();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            text.append(HeldCertificate.pem("CERTIFICATE", variant(der, 0x60000000 + i)));
        }
        NcbRun run = InspectRun.ofInput(text.toString().getBytes(StandardCharsets.US_ASCII));
        assertThat(run.out())
                .contains("PEM: 1000 certificates, 9000 more", "9000 more blocks of standard input are not shown.")
                .hasSizeLessThan(MIB);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    /** All of them may have issued all others, as far as their names say, and no signature can be checked. */
    @Test
    void namesThatFitEverywhere() {
        byte[] der = CertificateBuilder.intermediate("CN=R")
                .issuedBy(CertificateBuilder.root("CN=S").build())
                .serial(BigInteger.valueOf(0x70707070))
                .signatureAlgorithm("SHA1withECDSA")
                .build()
                .der();
        byte[] other = CertificateBuilder.intermediate("CN=S")
                .issuedBy(ROOT)
                .serial(BigInteger.valueOf(0x70707070))
                .signatureAlgorithm("SHA1withECDSA")
                .build()
                .der();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            text.append(HeldCertificate.pem("CERTIFICATE", variant(der, 0x60000000 + i)));
            text.append(HeldCertificate.pem("CERTIFICATE", variant(other, 0x60000000 + i)));
        }
        NcbRun run = InspectRun.ofInput(text.toString().getBytes(StandardCharsets.US_ASCII));
        assertThat(run.out().lines().count()).isLessThan(20_000);
        assertThat(run.out()).contains("(found by its name; the signature was not checked)");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void aLongChain() {
        HeldCertificate issuer = ROOT;
        StringBuilder text = new StringBuilder(ROOT.pem());
        for (int i = 0; i < 400; i++) {
            issuer = CertificateBuilder.intermediate("CN=I" + i)
                    .issuedBy(issuer)
                    .keyPair(ROOT.keyPair())
                    .build();
            text.append(issuer.pem());
        }
        NcbRun run = InspectRun.ofInput(text.toString().getBytes(StandardCharsets.US_ASCII));
        assertThat(run.out()).contains("intermediate  CN=I399");
        assertThat(run.out().lines()).allMatch(line -> line.indexOf("intermediate") < 60);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN A-----\n",
                "-----END A-----\n",
                "{\n",
                "apiVersion: v1\n---\n",
                "- - ",
                "a: &a [*a, *a]\n",
                "{\"apiVersion\":"
            })
    void repetitions(String text) {
        int times = 7 * MIB / text.length();
        NcbRun run = InspectRun.ofInput(text.repeat(times).getBytes(StandardCharsets.US_ASCII));
        assertThat(run.exitCode()).isPositive();
        assertThat(run.out()).hasSizeLessThan(MIB);
        assertThat(run.err()).hasSizeLessThan(10_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"06092a864886f70d010702", "020103"})
    void nestedAsn1(String start) throws IOException {
        ByteArrayOutputStream nested = new ByteArrayOutputStream();
        nested.write(new byte[] {0x30, (byte) 0x80});
        nested.write(new BigInteger(start, 16).toByteArray());
        for (int i = 0; i < MIB; i++) {
            nested.write(new byte[] {0x30, (byte) 0x80});
        }
        refused(InspectRun.ofInput(nested.toByteArray()), "its ASN.1 cannot be read");
    }

    @Test
    void damagedStores() throws IOException {
        Files.writeString(folder.resolve("root.pem"), ROOT.pem());
        Tool.run(Tool.in(folder, "openssl", "crl2pkcs7 -nocrl -certfile root.pem -outform DER -out chain.p7b"));
        Tool.run(Tool.in(
                folder,
                "openssl",
                "pkcs12 -export -nokeys -in root.pem -out store.p12 -passout pass:changeit -iter 10"));
        Random random = new Random(1);
        for (String name : List.of("chain.p7b", "store.p12")) {
            byte[] whole = Files.readAllBytes(folder.resolve(name));
            for (int i = 0; i < 100; i++) {
                byte[] damaged = i % 2 == 0 ? whole.clone() : Arrays.copyOf(whole, random.nextInt(whole.length));
                for (int j = 0; damaged.length > 0 && j <= i % 5; j++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
                NcbRun run = InspectRun.ofInput(damaged, "--password-env=PASSWORD");
                assertThat(run.exitCode()).isBetween(0, 2);
                assertThat(run.out() + run.err()).isNotEmpty();
            }
        }
    }

    @Test
    void textsOfCertificatesAndNamesOfFilesAreEscaped() throws IOException {
        HeldCertificate root = CertificateBuilder.root("CN=R")
                .subject(new X500NameBuilder(BCStyle.INSTANCE)
                        .addRDN(BCStyle.CN, new DERUTF8String("a\u001b[2Jb\nroot  CN=forged\u202e"))
                        .build())
                .build();
        Path file = Files.writeString(folder.resolve("e\u001b[31m\u202evil.pem"), root.pem());
        for (String format : List.of("text", "json")) {
            NcbRun run = InspectRun.of(file.toString(), "--format=" + format);
            assertThat(run.out()).contains("u{001B}[2Jb").doesNotContain("\u001b", "\u202e", "\nroot  CN=forged");
        }
        refused(InspectRun.of(folder.resolve("\u001b[31m").toString()), "u{001B}");
    }
}
