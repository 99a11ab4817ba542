package dev.namespacecerts.connection;

import io.netty.handler.ssl.DelegatingSslContext;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;

/**
 * Offers the cipher suites with ChaCha20-Poly1305 before all others (RFC 8446, appendix B.4; RFC 7905). Netty does not offer them.
 *
 * <p>AES-GCM is fast only if the optimizing compiler (C2) replaces it by the processor's instructions. The image runs without that
 * compiler, where AES-GCM needs two to four times the CPU time of ChaCha20-Poly1305. With the compiler, they differ little. The API
 * server is written in Go, which chooses ChaCha20-Poly1305 if the client offers it first.
 */
final class CipherOrder extends JdkSSLEngineOptions {
    private static final List<String> FIRST = List.of(
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private final SSLEngineOptions given;

    /** @param given options of the Kubernetes client, which make the TLS context */
    CipherOrder(SSLEngineOptions given) {
        this.given = given;
    }

    @Override
    public CipherOrder copy() {
        return this;
    }

    @Override
    public SslContextFactory sslContextFactory() {
        return () -> new DelegatingSslContext(given.sslContextFactory().create()) {
            @Override
            protected void initEngine(SSLEngine engine) {
                engine.setEnabledCipherSuites(
                        ordered(engine.getSupportedCipherSuites(), engine.getEnabledCipherSuites()));
            }
        };
    }

    /** @param supported suites that the JVM supports; with a provider for FIPS 140, none has ChaCha20 */
    static String[] ordered(String[] supported, String[] enabled) {
        return Stream.concat(FIRST.stream().filter(List.of(supported)::contains), Stream.of(enabled))
                .distinct()
                .toArray(String[]::new);
    }
}
