package dev.namespacecerts.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.cluster.ControlPlane;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.net.URI;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CipherOrderIT {
    @ParameterizedTest
    @CsvSource({"TLSv1.3, TLS_CHACHA20_POLY1305_SHA256", "TLSv1.2, TLS_ECDHE_.*_WITH_CHACHA20_POLY1305_SHA256"})
    void theApiServerChoosesChaCha20IfItIsOfferedFirst(String version, String suite) throws Exception {
        Config config = Config.fromKubeconfig(ControlPlane.shared().kubeconfig().toFile());
        SSLContext tls = SSLUtils.sslContext(config);
        URI server = URI.create(config.getMasterUrl());
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(server.getHost(), server.getPort())) {
            socket.setEnabledProtocols(new String[] {version});
            socket.setEnabledCipherSuites(
                    CipherOrder.ordered(socket.getSupportedCipherSuites(), socket.getEnabledCipherSuites()));
            socket.startHandshake();
            assertThat(socket.getSession().getCipherSuite()).matches(suite);
        }
    }
}
