package dev.namespacecerts.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.cloud.CloudException.Kind;
import io.grpc.Status;
import io.grpc.netty.shaded.io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CloudExceptionTest {
    private static final String KEY = "tmprl_a-very-secret-key";
    private static final Connection CONNECTION =
            new Connection("payments/cloud", "saas-api.tmprl.cloud:443", "a2dd6", new ApiKey(KEY), Optional.empty());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UNAUTHENTICATED | bad key | UNAUTHENTICATED",
                "PERMISSION_DENIED | request unauthorized | PERMISSION_DENIED",
                "NOT_FOUND | namespace not found | NOT_FOUND",
                "INVALID_ARGUMENT | nothing to change | NOTHING_TO_CHANGE",
                "INVALID_ARGUMENT | Nothing to change. | NOTHING_TO_CHANGE",
                "INVALID_ARGUMENT | invalid ca certificate | REFUSED",
                "OUT_OF_RANGE | too many | REFUSED",
                "UNIMPLEMENTED | unknown method | REFUSED",
                "RESOURCE_EXHAUSTED | rate limit exceeded for principal x | THROTTLED",
                "RESOURCE_EXHAUSTED | gRPC message exceeds maximum size 4194304: 5000000 | REFUSED",
                "RESOURCE_EXHAUSTED | grpc: received message larger than max (5000000 vs. 4194304) | REFUSED",
                "FAILED_PRECONDITION | resource version | CONFLICT",
                "ABORTED | another operation | CONFLICT",
                "ALREADY_EXISTS | operation id | CONFLICT",
                "UNAVAILABLE | try again | UNAVAILABLE",
                "DEADLINE_EXCEEDED | slow | UNAVAILABLE",
                "CANCELLED | stopped | UNAVAILABLE",
                "UNKNOWN | nothing to change | UNAVAILABLE",
                "INTERNAL | bug | UNAVAILABLE",
                "DATA_LOSS | lost | UNAVAILABLE"
            })
    void kindsOfAnswers(Status.Code code, String words, Kind kind) {
        assertThat(CloudException.of(code.toStatus().withDescription(words), CONNECTION)
                        .kind())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @EnumSource(Status.Code.class)
    void withoutWordsTheCodeIsTheMessage(Status.Code code) {
        CloudException failure = CloudException.of(code.toStatus(), CONNECTION);
        assertThat(failure.words())
                .isEqualTo(code == Status.Code.DEADLINE_EXCEEDED ? "no answer in time" : code.name());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "current time 2025-11-27T01:02:03Z is after 2024-01-01T00:00:00Z | current time … is after …",
                "current time 2025-11-27 01:02:03.123456 +0000 UTC m=+12.5 is after it | current time … is after it",
                "at 2026/11/27 01:02:03 it failed | at 2026/11/27 … it failed",
                "at Fri, 27 Nov 2026 01:02:03 GMT it failed | at … it failed",
                "at Fri Nov 27 01:02:03 2026 it failed | at … it failed",
                "at Fri Nov  7 01:02:03 UTC 2026 it failed | at … it failed",
                "operation 1b4e28ba-2fa1-11d2-883f-0016d3cca427 runs | operation … runs",
                "trace 4bf92f3577b34da6a3ce929d0e0e4736 failed | trace … failed",
                "span 00f067aa0ba902b7 failed | span … failed",
                "request 01ARZ3NDEKTSV4RRFFQ69G5FAV failed | request … failed",
                "version 1764207600 is not 1764207600123456789 | version … is not …",
                "retry in 1m3.5s | retry in …",
                "retry in 250ms, please | retry in …, please",
                "retry after 3 seconds | retry after … seconds",
                "Connection refused: saas-api.tmprl.cloud/10.1.2.3:443 | Connection refused: saas-api.tmprl.cloud…",
                "at most 16 certificates and 32768 bytes | at most 16 certificates and … bytes",
                "2 errors occurred: * a * b | 2 errors occurred: * a * b"
            })
    void whatChangesFromTryToTryIsLeftOut(String text, String words) {
        assertThat(CloudException.words(text, CONNECTION)).isEqualTo(words);
    }

    @Test
    void fingerprintsStay() {
        String text = "certificate " + "0a".repeat(32) + " or " + "0b".repeat(20) + " is unknown";
        assertThat(CloudException.words(text, CONNECTION)).isEqualTo(text);
    }

    @Test
    void wordsAreEscapedAndShort() {
        assertThat(CloudException.words("a\u202eb\u0007 \n\t c\u001b[1A", CONNECTION))
                .isEqualTo("a\\u{202E}b\\u{0007} c\\u{001B}[1A");
        assertThat(CloudException.words("x\u202e".repeat(5_000), CONNECTION)).hasSizeLessThanOrEqualTo(1_024);
        assertThat(CloudException.words("\uD83D\uDE00".repeat(5_000), CONNECTION))
                .hasSizeLessThanOrEqualTo(1_024);
    }

    @Test
    void hugeWordsTakeNoTime() {
        for (String part : new String[] {"a", "0", "1.", "1s", "ab12 ", "0a1b", "Mon ", "\u00b5s", " "}) {
            String text = part.repeat(2_000_000 / part.length());
            long start = System.nanoTime();
            CloudException.words(text, CONNECTION);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(part).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void theKeyIsInNothingOfAFailure() {
        Status status = Status.PERMISSION_DENIED
                .withDescription("x".repeat(8_190) + " header authorization: Bearer " + KEY + "; " + KEY)
                .withCause(new IOException("sent " + KEY, new IOException(KEY)));
        assertNoKey(CloudException.of(status, CONNECTION));
        assertNoKey(CloudException.of(
                Status.UNAVAILABLE.withCause(new IOException(new IOException("sent " + KEY))), CONNECTION));
        assertNoKey(
                CloudException.of(Status.INTERNAL.withDescription(" ".repeat(8_180) + KEY + " and more"), CONNECTION));
        assertThat(CONNECTION.toString() + CONNECTION.key()).doesNotContain(KEY);
    }

    @Test
    void theFirstCauseOfAFailedConnectionIsTold() {
        Status status = Status.UNAVAILABLE
                .withDescription("io exception\nChannel Pipeline: [SslHandler#0, TailContext#0]")
                .withCause(new IOException("outer", new IOException("No name matching saas-api.tmprl.cloud found")));
        assertThat(CloudException.of(status, CONNECTION).words())
                .isEqualTo("no connection: No name matching saas-api.tmprl.cloud found");
        assertThat(CloudException.of(Status.UNAVAILABLE.withCause(new ClosedChannelException()), CONNECTION)
                        .words())
                .isEqualTo("no connection: ClosedChannelException");
    }

    /** Who may write a connection must not read the answers of any server by it. */
    @Test
    void whatAnotherServerAnswersIsNotTold() {
        Status plain = Status.UNAVAILABLE
                .withDescription("io exception")
                .withCause(new NotSslRecordException("not an SSL/TLS record: 70617373776f7264"));
        assertThat(CloudException.of(plain, CONNECTION).words())
                .isEqualTo("no connection: the server does not use TLS");
        Status page = Status.UNAVAILABLE.withDescription("HTTP status code 503\ninvalid content-type: text/html\n"
                + "headers: Metadata(:status=503,x-password=secret)\nDATA-----------------------------\n<p>secret");
        assertThat(CloudException.of(page, CONNECTION).words())
                .isEqualTo("HTTP status code 503 invalid content-type: text/html");
    }

    private static void assertNoKey(CloudException failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        assertThat(text.toString() + failure.words()).doesNotContain("very-secret");
        assertThat(failure).hasNoCause().hasNoSuppressedExceptions();
    }
}
