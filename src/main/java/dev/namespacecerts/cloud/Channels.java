package dev.namespacecerts.cloud;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One channel for each address and CA. TLS is always verified, with the host name. The channels have no retries of their own,
 * because these would not count in a budget.
 */
final class Channels implements AutoCloseable {
    private static final int MOST_CHANNELS = 100;
    private static final int LARGEST_ANSWER = 4 * 1024 * 1024;

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
        Destination destination = new Destination(connection.address(), connection.ca());
        ManagedChannel existing = channels.get(destination);
        if (existing != null) {
            return existing;
        }
        TlsChannelCredentials.Builder tls = TlsChannelCredentials.newBuilder();
        if (connection.ca().isPresent()) {
            tls.trustManager(new ByteArrayInputStream(connection.ca().get().getBytes(StandardCharsets.US_ASCII)));
        }
        ManagedChannel channel = Grpc.newChannelBuilder(connection.address(), tls.build())
                .keepAliveTime(30, TimeUnit.SECONDS)
                .keepAliveTimeout(10, TimeUnit.SECONDS)
                .idleTimeout(5, TimeUnit.MINUTES)
                .maxInboundMessageSize(LARGEST_ANSWER)
                .disableRetry()
                .build();
        channels.put(destination, channel);
        return channel;
    }

    @Override
    public synchronized void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
        channels.clear();
    }
}
