package dev.namespacecerts.inspect;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.security.auth.x500.X500Principal;

/** Records what a server presents and requests in a handshake. It vouches for nothing: no data is sent after the handshake. */
final class HandshakeRecorder extends X509ExtendedTrustManager {
    private final List<byte[]> chain = new ArrayList<>();
    private final List<X500Principal> authorities = new ArrayList<>();
    private boolean asksForClients;
    private String protocol = "TLS";

    synchronized List<byte[]> chain() {
        return List.copyOf(chain);
    }

    synchronized List<X500Principal> authorities() {
        return List.copyOf(authorities);
    }

    synchronized boolean asksForClients() {
        return asksForClients;
    }

    /** The negotiated protocol, for example "TLSv1.3". */
    synchronized String protocol() {
        return protocol;
    }

    private synchronized void presented(X509Certificate[] certificates) {
        chain.clear();
        for (X509Certificate certificate : certificates) {
            try {
                chain.add(certificate.getEncoded());
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException("it was decoded before", e);
            }
        }
    }

    private synchronized void negotiated(String version) {
        protocol = version;
    }

    private synchronized void requested(Principal[] issuers) {
        asksForClients = true;
        authorities.clear();
        if (issuers != null) {
            Arrays.stream(issuers)
                    .filter(X500Principal.class::isInstance)
                    .map(X500Principal.class::cast)
                    .forEach(authorities::add);
        }
    }

    /** A client that records the request for its certificate, and has none. */
    X509ExtendedKeyManager clients() {
        return new X509ExtendedKeyManager() {
            @Override
            public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
                requested(issuers);
                return null;
            }

            @Override
            public String[] getClientAliases(String keyType, Principal[] issuers) {
                return null;
            }

            @Override
            public String[] getServerAliases(String keyType, Principal[] issuers) {
                return null;
            }

            @Override
            public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
                return null;
            }

            @Override
            public X509Certificate[] getCertificateChain(String alias) {
                return null;
            }

            @Override
            public PrivateKey getPrivateKey(String alias) {
                return null;
            }
        };
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String authType, Socket socket) {
        if (socket instanceof SSLSocket tls) {
            negotiated(tls.getHandshakeSession().getProtocol());
        }
        presented(certificates);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String authType, SSLEngine engine) {
        presented(certificates);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String authType) {
        presented(certificates);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String authType, Socket socket) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String authType, SSLEngine engine) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String authType) {
        throw new UnsupportedOperationException();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
