package dev.namespacecerts.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandler;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Stops writes on one connection, on the thread that writes to its socket, after all queues: before a request is encoded and
 * encrypted, and again before its bytes go to the socket. Encrypting takes milliseconds in a JVM that has just started, and the
 * process may be frozen meanwhile.
 */
final class WriteGuard {
    private final Predicate<HttpRequest> isWrite;
    private final BooleanSupplier mayWrite;

    /** Whether the request whose parts are being written is a write. */
    private boolean writing;

    /** Whether a part of a write may not have gone to the socket yet. */
    private boolean unsent;

    /**
     * @param isWrite which requests are guarded
     * @param mayWrite whether they may be sent now
     */
    WriteGuard(Predicate<HttpRequest> isWrite, BooleanSupplier mayWrite) {
        this.isWrite = isWrite;
        this.mayWrite = mayWrite;
    }

    /** The handler next to the one that writes requests. */
    ChannelOutboundHandler ofRequests() {
        return new ChannelOutboundHandlerAdapter() {
            @Override
            public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
                if (message instanceof HttpRequest request) {
                    writing = isWrite.test(request);
                }
                if (writing && !mayWrite.getAsBoolean()) {
                    ReferenceCountUtil.release(message);
                    promise.setFailure(refusal());
                    context.close();
                } else {
                    unsent |= writing;
                    super.write(context, message, promise);
                }
            }
        };
    }

    /** The handler next to the socket. */
    ChannelOutboundHandler ofSocket() {
        return new ChannelOutboundHandlerAdapter() {
            @Override
            public void flush(ChannelHandlerContext context) throws Exception {
                if (unsent && !mayWrite.getAsBoolean()) {
                    context.close();
                } else {
                    unsent = false;
                    super.flush(context);
                }
            }
        };
    }

    static IllegalStateException refusal() {
        return new IllegalStateException("This replica does not hold the Lease, so it must not write");
    }
}
