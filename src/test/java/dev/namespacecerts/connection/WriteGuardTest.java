package dev.namespacecerts.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WriteGuardTest {
    private final AtomicBoolean mayWrite = new AtomicBoolean(true);
    private final WriteGuard guard = new WriteGuard(request -> !request.method().equals(HttpMethod.GET), mayWrite::get);
    private final EmbeddedChannel channel =
            new EmbeddedChannel(guard.ofSocket(), new HttpRequestEncoder(), guard.ofRequests());

    @Test
    void aWriteIsSentWhileThatIsAllowed() {
        channel.writeOutbound(request(HttpMethod.PATCH));
        assertThat(sent()).startsWith("PATCH /status");
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aWriteIsNotEncodedWhileItIsNotAllowed() {
        mayWrite.set(false);
        ChannelFuture written = channel.writeAndFlush(request(HttpMethod.PATCH));
        assertThat(written.cause()).isInstanceOf(IllegalStateException.class);
        assertThat(sent()).isEmpty();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aWriteThatWasEncodedIsNotSentOnceItIsNotAllowed() {
        ChannelFuture written = channel.write(request(HttpMethod.PATCH));
        mayWrite.set(false);
        channel.flush();
        assertThat(sent()).isEmpty();
        assertThat(written.isSuccess()).isFalse();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void theRestOfAWriteIsNotSentEither() {
        channel.writeOutbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/configmaps"));
        assertThat(sent()).startsWith("POST /configmaps");
        mayWrite.set(false);
        channel.writeAndFlush(new DefaultLastHttpContent(Unpooled.copiedBuffer("body", StandardCharsets.US_ASCII)));
        assertThat(sent()).isEmpty();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aReadIsAlwaysSentAlsoAfterAWrite() {
        channel.writeOutbound(request(HttpMethod.PATCH));
        assertThat(sent()).isNotEmpty();
        mayWrite.set(false);
        channel.writeOutbound(request(HttpMethod.GET));
        assertThat(sent()).startsWith("GET /status");
        assertThat(channel.isOpen()).isTrue();
    }

    private static DefaultFullHttpRequest request(HttpMethod method) {
        return new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, "/status");
    }

    private String sent() {
        StringBuilder sent = new StringBuilder();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            sent.append(bytes.toString(StandardCharsets.US_ASCII));
            bytes.release();
        }
        return sent.toString();
    }
}
