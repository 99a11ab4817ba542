package dev.namespacecerts.x509;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.Bytes;
import dev.namespacecerts.x509.PemBlock.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PEM is read as Go's encoding/pem reads it, but nothing is silently skipped")
class PemReaderTest {
    private static final String GOOD = "-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----\n";
    private static final byte[] DER = {0, 1, 2};
    private static final String BOM = "\u00ef\u00bb\u00bf";

    @ParameterizedTest(name = "[{index}]")
    @ValueSource(
            strings = {
                "-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\r\nAAEC\r\n-----END CERTIFICATE-----\r\n",
                "-----BEGIN CERTIFICATE----- \t\nAAEC\n-----END CERTIFICATE----- \r\n",
                "-----BEGIN CERTIFICATE-----\n\n A\tA\n\rE C \n\n-----END CERTIFICATE-----\n",
                BOM + "-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----\n",
                "subject: CN=x\n\n-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----\ntext -- BEGIN\n",
                "# paste the -----BEGIN CERTIFICATE----- part here\n" + GOOD,
            })
    void readsACertificate(String text) {
        List<PemBlock> blocks = read(text);
        assertThat(blocks).hasSize(1);
        assertThat(blocks.get(0).der()).isEqualTo(DER);
        assertThat(blocks.get(0).problem()).isNull();
        assertThat(blocks.get(0).kind()).isEqualTo(Kind.CERTIFICATE);
        assertThat(blocks.get(0).label()).isEqualTo("CERTIFICATE");
    }

    @Test
    void countsBlocksFromOne() {
        assertThat(read(GOOD + "text\n" + GOOD + BOM + GOOD))
                .extracting(PemBlock::position)
                .containsExactly(1, 2, 3);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "\n", "hello", "MIIB", "----- -----", "-----", "BEGIN CERTIFICATE", "--- BEGIN ---"})
    void findsNoBlockIn(String text) {
        assertThat(read(text)).isEmpty();
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "-----BEGIN CERTIFICATE-----~AAEC~|the END line is missing",
                "-----BEGIN CERTIFICATE-----~AAEC|the END line is missing",
                "-----BEGIN CERTIFICATE-----|the END line is missing",
                "-----BEGIN CERTIFICATE-----~AAEC~-----END X-----~|the END line does not match",
                "-----BEGIN CERTIFICATE-----~AAEC~-----END CERTIFICATE-----x~|the END line does not match",
                "-----BEGIN CERTIFICATE-----~AAEC~-----END CERTIFICATE----~|the END line does not match",
                "-----BEGIN CERTIFICATE-----~AAEC~  -----END CERTIFICATE-----~|the END line does not match",
                "-----BEGIN CERTIFICATE-----~AAEC-----END CERTIFICATE-----~|the END line does not match",
                "-----BEGIN CERTIFICATE-----~AAEC~-----END CERTIFICATE-----^|the END line does not match",
                "-----BEGIN CERTIFICATE-----~-----END CERTIFICATE-----~|it is empty",
                "-----BEGIN CERTIFICATE-----~ ~~-----END CERTIFICATE-----~|it is empty",
                "-----BEGIN CERTIFICATE-----~AAE~-----END CERTIFICATE-----~|its base64 is malformed",
                "-----BEGIN CERTIFICATE-----~AA=E~-----END CERTIFICATE-----~|its base64 is malformed",
                "-----BEGIN CERTIFICATE-----~AA==AAAA~-----END CERTIFICATE-----~|its base64 is malformed",
                "-----BEGIN CERTIFICATE-----~AA-_~-----END CERTIFICATE-----~|its base64 is malformed",
                "-----BEGIN CERTIFICATE-----~A: b~~AAEC~-----END CERTIFICATE-----~|it has PEM headers",
                "-----BEGIN CERTIFICATE-----~Proc-Type: 4,ENCRYPTED~AAEC~-----END CERTIFICATE-----~|it has PEM headers",
                "  -----BEGIN CERTIFICATE-----~  AAEC~  -----END CERTIFICATE-----~|the BEGIN line is malformed",
                "- -----BEGIN CERTIFICATE-----~AAEC~-----END CERTIFICATE-----~|the BEGIN line is malformed",
                "----BEGIN CERTIFICATE-----~AAEC~-----END CERTIFICATE-----~|the BEGIN line is malformed",
                "-----begin certificate-----~AAEC~-----end certificate-----~|the BEGIN line is malformed",
                "-----BEGIN CERTIFICATE-----AAEC-----END CERTIFICATE-----~|its line breaks are lost",
                "-----BEGIN CERTIFICATE----- AAEC -----END CERTIFICATE-----|its line breaks are lost",
                "-----BEGIN CERTIFICATE-----^AAEC^-----END CERTIFICATE-----^|its line breaks are lost",
                "-----BEGIN CERTIFICATE-----\\nAAEC\\n-----END CERTIFICATE-----\\n|its line breaks are written as",
                "-----BEGIN CERTIFICATE-----\\r\\nAAEC\\r\\n-----END CERTIFICATE-----|its line breaks are written as",
                "-----BEGIN CERTIFICATE----- AAEC~-----END CERTIFICATE-----~|the BEGIN line is malformed",
                "-----BEGIN CERTIFICATE~AAEC~-----END CERTIFICATE-----~|the BEGIN line is malformed",
                "AAEC~-----END CERTIFICATE-----~|an END line without a BEGIN line",
            })
    void reportsOneProblem(String text, String problem) {
        List<PemBlock> blocks = read(text.replace('~', '\n').replace('^', '\r'));
        assertThat(blocks).hasSize(1);
        assertThat(blocks.get(0).problem()).startsWith(problem);
        assertThat(blocks.get(0).der()).isNull();
    }

    @Test
    void reportsTwoBlocksWithoutALineBreakBetweenThem() {
        List<PemBlock> blocks = read(GOOD.stripTrailing() + GOOD + GOOD);
        assertThat(blocks)
                .extracting(PemBlock::problem)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("the END line of one block and the BEGIN line"),
                        second -> assertThat(second).startsWith("the END line of one block and the BEGIN line"),
                        third -> assertThat(third).isNull());
    }

    @Test
    void reportsABlockWithoutAnEndLine() {
        List<PemBlock> blocks = read("-----BEGIN CERTIFICATE-----\nAAEC\n" + GOOD);
        assertThat(blocks.get(0).problem()).isEqualTo("the END line is missing");
        assertThat(blocks.get(1).der()).isEqualTo(DER);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "PRIVATE KEY, PRIVATE_KEY, PRIVATE KEY",
        "ENCRYPTED PRIVATE KEY, PRIVATE_KEY, ENCRYPTED PRIVATE KEY",
        "RSA PRIVATE KEY, PRIVATE_KEY, RSA PRIVATE KEY",
        "EC PRIVATE KEY, PRIVATE_KEY, EC PRIVATE KEY",
        "OPENSSH PRIVATE KEY, PRIVATE_KEY, OPENSSH PRIVATE KEY",
        "hunter2 PRIVATE KEY, PRIVATE_KEY, PRIVATE KEY",
        "CERTIFICATE REQUEST, OTHER_KNOWN, CERTIFICATE REQUEST",
        "TRUSTED CERTIFICATE, OTHER_KNOWN, TRUSTED CERTIFICATE",
        "X509 CERTIFICATE, OTHER_KNOWN, X509 CERTIFICATE",
        "X509 CRL, OTHER_KNOWN, X509 CRL",
        "hunter2, UNKNOWN, unknown block type",
        "'CERTIFICATE ', UNKNOWN, unknown block type",
        "'', UNKNOWN, unknown block type",
    })
    void decodesNoOtherBlock(String label, Kind kind, String shown) {
        List<PemBlock> blocks = read("-----BEGIN " + label + "-----\nAAEC\n-----END " + label + "-----\n");
        assertThat(blocks)
                .containsExactly(new PemBlock(
                        1,
                        kind,
                        shown,
                        null,
                        "only CERTIFICATE blocks are allowed",
                        PemLabels.remedy(shown),
                        false,
                        0));
    }

    @Test
    void saysInWhichLineABlockBegins() {
        String block = "-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----\n";
        assertThat(read("text\n" + block + "\r\n" + block.replace("\n", "\r\n") + "-----END X-----\n" + "-----BEGIN Y"))
                .extracting(PemBlock::line)
                .containsExactly(1, 5, 8, 9);
        assertThat(read(block.stripTrailing() + block))
                .extracting(PemBlock::line)
                .containsExactly(0, 2);
    }

    @Test
    void neverQuotesTheInput() {
        String secret = "c2VjcmV0";
        for (String text : List.of(
                "-----BEGIN RSA PRIVATE KEY-----\nDEK-Info: " + secret + "\n\n" + secret,
                "-----BEGIN " + secret + "\n",
                "-----END " + secret + "-----\n",
                "-----BEGIN CERTIFICATE-----\n" + secret + "!\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\n" + secret + ":" + secret + "\n-----END CERTIFICATE-----\n")) {
            assertThat(read(text))
                    .hasSize(1)
                    .allSatisfy(
                            block -> assertThat(block.label() + block.problem()).doesNotContain(secret));
        }
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "fffe2d002d002d00, UTF-16 with a byte-order mark",
        "feff002d002d002d, UTF-16 of the other order",
        "2d002d002d002d00, UTF-16 without a byte-order mark",
        "3082010a30820100, DER",
    })
    void findsNoBlockInBinaryData(String hex, String what) {
        assertThat(PemReader.read(Bytes.hex(hex))).as(what).isEmpty();
    }

    @Test
    void neverThrows() {
        Random random = new Random(1);
        String[] pieces = {
            "-----BEGIN ", "-----END ", "CERTIFICATE", "-----", "\n", "\r", "AAEC", ":", " ", "=", BOM, "\0"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(12); j > 0; j--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            assertThat(read(text.toString()))
                    .allSatisfy(block -> assertThat(block.der() == null).isEqualTo(block.problem() != null));
        }
    }

    @ParameterizedTest(name = "[{index}]")
    @ValueSource(
            strings = {
                "-----BEGIN A-----\n-----END A-----\n",
                "-----BEGIN CERTIFICATE-----\n",
                "-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\nA:\n",
                "-----END -----BEGIN ",
                "----------------------",
                "\n",
                "-BEGIN"
            })
    void readsManyBlocksInLinearTime(String piece) {
        byte[] text = latin1(piece.repeat(30_000));
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> PemReader.read(text));
    }

    private static List<PemBlock> read(String text) {
        return PemReader.read(latin1(text));
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
