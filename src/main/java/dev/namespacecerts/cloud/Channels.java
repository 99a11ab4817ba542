package dev.namespacecerts.cloud;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One channel for each address and CA. TLS is always verified, with the host name, by the JDK. The channels have no retries of
 * their own, because these would not count in a budget. A dead connection is detected by a call that exceeds its deadline, or
 * while calls are in progress by a keep-alive after 40 seconds.
 */
final class Channels implements AutoCloseable {
    /** At a lower level, it logs the headers of calls, which have the API key. Held, since loggers may be collected. */
    private static final Logger FRAMES = Logger.getLogger("io.grpc.netty.shaded.io.grpc.netty.NettyClientHandler");

    private static final int MOST_CHANNELS = 100;
    private static final int LARGEST_ANSWER = 4 * 1024 * 1024;

    private final EventLoopGroup loop = new NioEventLoopGroup(1, task -> {
        Thread thread = new Thread(task, "temporal-cloud-connections");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<Destination, ManagedChannel> channels = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Destination, ManagedChannel> eldest) {
            if (size() <= MOST_CHANNELS) {
                return false;
            }
            eldest.getValue().shutdown();
            return true;
        }
    };

    private record Destination(String address, Optional<String> ca) {}

    /** @throws IOException if the CA cannot be used */
    synchronized ManagedChannel of(Connection connection) throws IOException {
        FRAMES.setLevel(Level.INFO);
        Destination destination = new Destination(connection.address(), connection.ca());
        ManagedChannel channel = channels.get(destination);
        if (channel == null) {
            channel = create(connection);
            channels.put(destination, channel);
        } else if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            channel.enterIdle(); // a call connects at once; callers have back-offs of their own
        }
        return channel;
    }

    private ManagedChannel create(Connection connection) throws IOException {
        SslContextBuilder tls = GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2");
        if (connection.ca().isPresent()) {
            tls.trustManager(new ByteArrayInputStream(connection.ca().get().getBytes(StandardCharsets.US_ASCII)));
        }
        return NettyChannelBuilder.forTarget("dns:///" + connection.address())
                .eventLoopGroup(loop)
                .channelType(NioSocketChannel.class)
                .sslContext(tls.build())
                .keepAliveTime(30, TimeUnit.SECONDS)
                .keepAliveTimeout(10, TimeUnit.SECONDS)
                .idleTimeout(5, TimeUnit.MINUTES)
                .maxInboundMessageSize(LARGEST_ANSWER)
                .disableRetry()
                .build();
    }

    @Override
    public synchronized void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
        channels.clear();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
