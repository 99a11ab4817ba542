package dev.namespacecerts.cli;

import dev.namespacecerts.cli.adopt.Manifests;
import dev.namespacecerts.cli.adopt.TcldNamespace;
import dev.namespacecerts.cli.failure.CommandException;
import dev.namespacecerts.cloud.CloudException;
import dev.namespacecerts.cloud.NamespaceReader;
import dev.namespacecerts.x509.DisplayText;
import io.temporal.api.cloud.namespace.v1.Namespace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where the command adopt reads the Temporal Cloud Namespace from: the API, or the output of tcld. */
final class AdoptSource {
    static final String API_KEY = "TEMPORAL_CLOUD_API_KEY";

    private static final String STANDARD_INPUT = "-";
    private static final int LARGEST_CA = 256 * 1024;

    @ArgGroup(exclusive = false)
    private Api api;

    @Option(
            names = "--from-tcld",
            required = true,
            paramLabel = "<file>",
            description = "File with the output of \"tcld namespace get\"; - for standard input.")
    private String tcld;

    /** The API of Temporal Cloud. */
    private static final class Api {
        @Option(
                names = "--temporal-namespace",
                required = true,
                paramLabel = "<name>.<account>",
                description = "Temporal Cloud Namespace, for example accounting.a2dd6.")
        private String temporalNamespace;

        @Option(
                names = "--address",
                paramLabel = "<host>:<port>",
                defaultValue = "saas-api.tmprl.cloud:443",
                description = "Address of Temporal Cloud (default: ${DEFAULT-VALUE}).")
        private String address;

        @Option(
                names = "--ca",
                paramLabel = "<file>",
                description = "CA certificates, as PEM, that issue the server certificate (default: those of Java).")
        private Path ca;
    }

    /**
     * Reads it.
     *
     * @param in standard input
     * @param apiKey value of the environment variable
     */
    Namespace read(InputStream in, String apiKey) throws CommandException {
        return api == null ? fromTcld(in) : fromApi(apiKey.strip());
    }

    private Namespace fromTcld(InputStream in) throws CommandException {
        if (tcld.equals(STANDARD_INPUT)) {
            try {
                return TcldNamespace.read(in.readNBytes(TcldNamespace.MOST_BYTES + 1));
            } catch (IOException e) {
                throw new CommandException("Standard input cannot be read.");
            }
        }
        return TcldNamespace.read(CommandFiles.read("--from-tcld", Path.of(tcld), TcldNamespace.MOST_BYTES));
    }

    private Namespace fromApi(String key) throws CommandException {
        if (!Manifests.isTemporalNamespace(api.temporalNamespace)) {
            throw new CommandException(
                    "--temporal-namespace is " + DisplayText.quoted(api.temporalNamespace, Commands.SHOWN)
                            + ". A name in Temporal Cloud has the form <name>.<account>, for example accounting.a2dd6.");
        }
        if (key.isEmpty()) {
            throw new CommandException("The environment variable " + API_KEY
                    + " is not set. Set it to an API key that may read the Namespace.");
        }
        Optional<byte[]> ca =
                api.ca == null ? Optional.empty() : Optional.of(CommandFiles.read("--ca", api.ca, LARGEST_CA));
        try (NamespaceReader reader = new NamespaceReader(api.address, key, ca)) {
            Namespace there = reader.read(api.temporalNamespace);
            if (!there.getNamespace().equalsIgnoreCase(api.temporalNamespace)) {
                throw new CommandException("Temporal Cloud answered for another Namespace, "
                        + DisplayText.quoted(there.getNamespace(), Commands.SHOWN) + ".");
            }
            return there;
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage());
        } catch (CloudException e) {
            throw new CommandException(refusal(e));
        }
    }

    private String refusal(CloudException refused) {
        String temporalNamespace = "Temporal Cloud Namespace \"" + api.temporalNamespace + "\"";
        String words = " Its answer: " + refused.words();
        return switch (refused.kind()) {
            case UNAUTHENTICATED ->
                "Temporal Cloud rejects the API key in " + API_KEY + ": it is wrong, disabled or expired." + words;
            case PERMISSION_DENIED ->
                "The API key in " + API_KEY + " may not read " + temporalNamespace
                        + ", or it does not exist. A new API key or Namespace can take a minute." + words;
            case NOT_FOUND -> temporalNamespace + " does not exist. \"tcld namespace list\" prints the names." + words;
            case THROTTLED -> "Temporal Cloud limits the rate of calls. Try again in a minute." + words;
            case UNAVAILABLE ->
                "Temporal Cloud does not answer at " + api.address
                        + ". Check --address, the network, and whether --ca names the CA that issued the server certificate."
                        + " Only TLS is used." + words;
            case CONFLICT, NOTHING_TO_CHANGE, REFUSED ->
                "Temporal Cloud refuses to read " + temporalNamespace + "." + words;
        };
    }
}
