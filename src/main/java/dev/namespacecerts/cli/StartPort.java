package dev.namespacecerts.cli;

import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;

/** Whether the port of health and metrics is free, before the start takes seconds to find out that it is not. */
final class StartPort {
    private static final String HOST = "quarkus.http.host";
    private static final String DEFAULT_HOST = "0.0.0.0";
    private static final String DEFAULT_PORT = "8080";

    private StartPort() {}

    /** @throws StartFailure if no server can listen on it */
    static void check(SmallRyeConfig settings) {
        String host = Optional.ofNullable(settings.getRawValue(HOST)).orElse(DEFAULT_HOST);
        int port = Integer.parseInt(Optional.ofNullable(settings.getRawValue(StartSettings.PORT))
                .orElse(DEFAULT_PORT)
                .strip());
        try (ServerSocket socket = new ServerSocket(port, 0, InetAddress.getByName(host))) {
            socket.getLocalPort();
        } catch (IOException e) {
            throw new StartFailure(
                    StartSettings.variable(StartSettings.PORT) + " is " + port + ": the operator cannot listen"
                            + " on this port of " + host + " (" + e.getMessage()
                            + "). Stop the process that uses it, or set another port; 0 for any free port.");
        }
    }
}
