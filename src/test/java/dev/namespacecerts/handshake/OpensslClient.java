package dev.namespacecerts.handshake;

/** {@code openssl s_client} with the files of a Secret. */
public final class OpensslClient implements AutoCloseable {
    // Of what is too weak the server is to be the judge, hence the security level.
    private static final String COMMAND = "s_client -quiet -cipher DEFAULT@SECLEVEL=0 -servername localhost"
            + " -verify_return_error -verify_hostname localhost -CAfile server-root.crt"
            + " -cert tls.crt -key tls.key -pass pass:unknown -connect 127.0.0.1:";

    private final Folder folder = new Folder();
    private final int port;

    /** @param port of a server on this machine that says "ok" to whom it lets in */
    public OpensslClient(int port) {
        this.port = port;
        folder.write("server-root.crt", ServerIdentity.root().pem());
    }

    /** With TLS 1.3 a client is done before the server has judged it: that it was let in is what it is told then. */
    public Handshake connect(Identity identity) {
        folder.write("tls.crt", identity.chain());
        folder.write("tls.key", identity.key());
        folder.write("chain.crt", identity.intermediates());
        String chain = identity.intermediates().isBlank() ? "" : " -cert_chain chain.crt";
        String output =
                Tool.tryTo(Tool.in(folder, "openssl", COMMAND + port + chain)).output();
        return new Handshake(output.lines().anyMatch("ok"::equals), output.strip());
    }

    @Override
    public void close() {
        folder.close();
    }
}
