package dev.namespacecerts.handshake;

import dev.namespacecerts.testing.Tool;

/** {@code openssl s_client} with the files of a Secret. */
public final class OpensslClient implements AutoCloseable {
    // The lowest security level, so that the server decides about weak algorithms.
    private static final String COMMAND = "s_client -quiet -cipher DEFAULT@SECLEVEL=0 -servername localhost"
            + " -verify_return_error -verify_hostname localhost -CAfile server-root.crt"
            + " -cert tls.crt -key tls.key -pass pass:unknown -connect 127.0.0.1:";

    private final Folder folder = new Folder();
    private final int port;

    /** @param port of a server on this machine that sends "ok" to clients that it accepts */
    public OpensslClient(int port) {
        this.port = port;
        folder.write("server-root.crt", ServerIdentity.root().pem());
    }

    /**
     * With TLS 1.3, a client finishes before the server has verified it. So the server's "ok" shows that it was
     * accepted.
     */
    public Handshake connect(Identity identity) {
        folder.write("tls.crt", identity.chain());
        folder.write("tls.key", identity.key());
        folder.write("chain.crt", identity.intermediates());
        String chain = identity.intermediates().isBlank() ? "" : " -cert_chain chain.crt";
        String output = Tool.tryTo(Tool.in(folder.path(), "openssl", COMMAND + port + chain))
                .output();
        return new Handshake(output.lines().anyMatch("ok"::equals), output.strip());
    }

    @Override
    public void close() {
        folder.close();
    }
}
