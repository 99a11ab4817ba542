package dev.namespacecerts.cloud;

import dev.namespacecerts.cloud.Caller.Priority;
import dev.namespacecerts.sync.CloudNamespace;
import dev.namespacecerts.x509.PemBlock;
import dev.namespacecerts.x509.PemReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.api.cloud.namespace.v1.Namespace;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Reads Temporal Cloud Namespaces for a command, with the address and the API key of its user instead of a connection. */
public final class NamespaceReader implements AutoCloseable {
    /** Its warnings would stand among the output of a command. Held, since loggers may be collected. */
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    /** Native libraries that are not used. Java warns on standard error when they are loaded. */
    private static final List<String> NATIVE = List.of("transport.noNative", "handler.ssl.noOpenSsl");

    private final CloudCalls calls = new CloudCalls(new SimpleMeterRegistry(), 1, 1);
    private final String address;
    private final ApiKey key;
    private final Optional<String> ca;

    /**
     * @param ca CA certificates, as PEM, that issue the server certificate; empty for those of the JDK
     * @throws IllegalArgumentException if one of the three cannot be used; the message says which, and not its value
     */
    public NamespaceReader(String address, String apiKey, Optional<byte[]> ca) {
        if (Connections.host(address).isEmpty()) {
            throw new IllegalArgumentException("The address is not <host>:<port>, such as saas-api.tmprl.cloud:443.");
        }
        if (!Connections.KEY.matcher(apiKey).matches()) {
            throw new IllegalArgumentException(
                    "The API key is not one of Temporal Cloud: it has white space, control or other characters.");
        }
        ca.map(PemReader::read).filter(NamespaceReader::isUnusable).ifPresent(blocks -> {
            throw new IllegalArgumentException("The CA file is not a PEM text of CERTIFICATE blocks.");
        });
        GRPC.setLevel(Level.OFF);
        NATIVE.forEach(library -> System.setProperty("io.grpc.netty.shaded.io.netty." + library, "true"));
        this.address = address;
        this.key = new ApiKey(apiKey);
        this.ca = ca.map(pem -> new String(pem, StandardCharsets.US_ASCII));
    }

    private static boolean isUnusable(List<PemBlock> blocks) {
        return blocks.isEmpty() || blocks.stream().anyMatch(block -> block.der() == null);
    }

    /** Reads a Namespace, and waits for the answer. */
    public Namespace read(String temporalNamespace) throws CloudException {
        String account = temporalNamespace.substring(temporalNamespace.indexOf('.') + 1);
        Connection connection = new Connection("the command line", address, account, key, ca);
        try {
            return calls.namespace(connection, new Caller("", Priority.CHANGE), temporalNamespace)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CloudException refused) {
                throw refused;
            }
            throw e;
        }
    }

    /** What a Namespace has, for the comparison with a bundle. */
    public static CloudNamespace content(Namespace message, Instant now) {
        return CloudMessages.read(message, now);
    }

    @Override
    public void close() {
        calls.close();
    }
}
