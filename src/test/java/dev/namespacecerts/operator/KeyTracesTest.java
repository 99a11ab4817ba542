package dev.namespacecerts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search without results proves something only if it would find a key. */
class KeyTracesTest {
    @TempDir
    private Path folder;

    private final HeldCertificate held = CertificateBuilder.root("CN=Root").build();
    private final String pem = held.privateKeyPem();
    private final KeyTraces traces = new KeyTraces();

    @BeforeEach
    void add() {
        traces.add("key", pem);
        traces.add("key", held.keyPair().getPrivate());
    }

    @ParameterizedTest(name = "at byte {0}")
    @ValueSource(ints = {0, 1, 2, 1_048_570, 1_048_640, 3_000_001})
    void everyEncodingIsFoundAnywhere(int at) throws Exception {
        assertThat(traces.in(file(at, pem.getBytes(StandardCharsets.US_ASCII)))).containsExactly("key as PEM");
        assertThat(traces.in(file(at, pem.getBytes(StandardCharsets.UTF_16BE)))).containsExactly("key as PEM, UTF-16");
        assertThat(traces.in(file(at, base64(StandardCharsets.US_ASCII)))).containsExactly("key as data of a Secret");
        assertThat(traces.in(file(at, base64(StandardCharsets.UTF_16BE))))
                .containsExactly("key as data of a Secret, UTF-16");
        byte[] der = held.keyPair().getPrivate().getEncoded();
        assertThat(traces.in(file(at, der))).contains("key as DER");
        BigInteger number = ((ECPrivateKey) held.keyPair().getPrivate()).getS();
        assertThat(traces.in(file(at, number.toByteArray()))).contains("key as a number");
    }

    @Test
    void nothingIsFoundWithoutAKey() throws Exception {
        assertThat(traces.in(file(0, held.pem().getBytes(StandardCharsets.US_ASCII))))
                .isEmpty();
    }

    @Test
    void aStringIsFoundByItselfOnly() throws Exception {
        KeyTraces strings = new KeyTraces();
        strings.addString("value", "Zm9yIGEgdGVzdA==");
        byte[] string = "\0\0\0\20\10Zm9yIGEgdGVzdA==".getBytes(StandardCharsets.ISO_8859_1);
        byte[] buffer = "\0\0\40\0\10Zm9yIGEgdGVzdA==\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(strings.in(file(1_048_570, string))).containsExactly("value");
        assertThat(strings.in(file(1_048_570, buffer))).isEmpty();
    }

    private byte[] base64(Charset charset) {
        return Base64.getEncoder()
                .encodeToString(pem.getBytes(StandardCharsets.US_ASCII))
                .getBytes(charset);
    }

    private Path file(int at, byte[] content) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[at]);
        bytes.write(content);
        bytes.write(new byte[100]);
        return Files.write(folder.resolve("file"), bytes.toByteArray());
    }
}
