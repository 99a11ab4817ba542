package dev.namespacecerts.cloudservice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The service as a process: for {@code deploy/demo}. Runs until its standard input ends. */
public final class Main {
    private static final String KEY = "tmprlsk_of_the_demo";

    private Main() {}

    /**
     * Creates a Temporal Cloud Namespace and prints one line, {@code ready <address> <API key> <root> <tcld>}, once the service
     * listens.
     *
     * @param args a folder for the PEM of the server's root, the name of the Namespace, and a file with its CAs
     */
    public static void main(String[] args) throws IOException {
        Path root = Files.writeString(Path.of(args[0], "cloud-root.pem"), TemporalCloud.ca());
        try (TemporalCloud cloud = new TemporalCloud()) {
            cloud.addKey(KEY, "demo");
            cloud.seed(args[1], Files.readString(Path.of(args[2])));
            System.out.println("ready " + cloud.address() + " " + KEY + " " + root + " " + Tcld.program());
            while (System.in.read() >= 0) {
                // Input is ignored; only its end matters.
            }
            cloud.violations().forEach(System.err::println);
        }
    }
}
