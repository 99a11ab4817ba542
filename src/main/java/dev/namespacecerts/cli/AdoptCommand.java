package dev.namespacecerts.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.cli.adopt.KubernetesNames;
import dev.namespacecerts.cli.adopt.Manifests;
import dev.namespacecerts.cli.adopt.Verdict;
import dev.namespacecerts.cli.failure.CommandException;
import dev.namespacecerts.cloud.NamespaceReader;
import dev.namespacecerts.rules.Wording;
import dev.namespacecerts.x509.DisplayText;
import io.temporal.api.cloud.namespace.v1.Namespace;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes the manifests for a Temporal Cloud Namespace that exists, and what the operator would say about them. */
@Command(
        name = "adopt",
        description = {
            "Writes a NamespaceCertificateBundle and CertificateFilters for a Temporal Cloud Namespace that exists, with"
                    + " mode Observe. Reads the Namespace only. Prints to standard error what the operator would say about them."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = ProgramVersion.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Written, and valid.",
            "1:Written, but a rule reports an Error.",
            "2:Nothing written: wrong usage, or the Namespace cannot be read."
        },
        footer = {
            "",
            "Environment variables:",
            "  TEMPORAL_CLOUD_API_KEY",
            "      API key for --temporal-namespace. It needs read access to the",
            "      Namespace only.",
            "",
            "Examples:",
            "  ncb adopt --temporal-namespace accounting.a2dd6 --output accounting.yaml",
            "  tcld namespace get -n accounting.a2dd6 | ncb adopt --from-tcld -"
        })
final class AdoptCommand implements Callable<Integer> {
    private final Clock clock;
    private final Map<String, String> environment;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    @Spec
    private CommandSpec command;

    @ArgGroup(multiplicity = "1")
    private AdoptSource source;

    @Option(
            names = "--name",
            paramLabel = "<name>",
            description = "Name of the bundle (default: the part of the Temporal Namespace before the dot).")
    private String name;

    @Option(
            names = "--namespace",
            paramLabel = "<namespace>",
            description = "Kubernetes namespace of the manifests (default: none, so that kubectl decides).")
    private String namespace;

    @Option(
            names = "--connection",
            paramLabel = "<name>",
            defaultValue = "temporal-cloud",
            description = "Name of the connection, a Secret (default: ${DEFAULT-VALUE}).")
    private String connection;

    @Option(names = "--output", paramLabel = "<file>", description = "File to write (default: standard output).")
    private Path output;

    AdoptCommand(Clock clock, Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {
        this.clock = clock;
        this.environment = environment;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /** Refuses a key without repeating it: other users of the machine can read arguments. */
    @Option(names = "--api-key", hidden = true)
    private void apiKey(String disclosed) {
        throw new ParameterException(
                command.commandLine(),
                "The API key is no argument, because other users of this machine can read arguments. Treat it as disclosed,"
                        + " replace it, and set the environment variable " + AdoptSource.API_KEY + ".");
    }

    @Override
    public Integer call() throws CommandException {
        Manifests.Names names = names();
        Instant now = clock.instant();
        Namespace there = source.read(in, environment.getOrDefault(AdoptSource.API_KEY, ""));
        String yaml = Manifests.yaml(Manifests.of(there, names));
        List<JsonNode> written = Manifests.read(yaml); // what is judged is what kubectl reads
        Verdict verdict = Verdict.of(written, Optional.of(NamespaceReader.content(there, now)), now);
        CommandFiles.write(yaml, output, out);
        err.println(written(written.size(), output));
        verdict.lines().forEach(err::println);
        return verdict.valid() ? 0 : Commands.FINDINGS;
    }

    private Manifests.Names names() throws CommandException {
        check("--name", name, name == null || KubernetesNames.isName(name));
        check("--namespace", namespace, namespace == null || KubernetesNames.isNamespace(namespace));
        check("--connection", connection, KubernetesNames.isName(connection));
        return new Manifests.Names(Optional.ofNullable(name), Optional.ofNullable(namespace), Optional.of(connection));
    }

    /** @param output null for standard output */
    static String written(int manifests, Path output) {
        return "Wrote a NamespaceCertificateBundle and "
                + Wording.count(manifests - 1, "CertificateFilter")
                + (output == null ? "." : " to " + DisplayText.of(output.toString(), Commands.SHOWN) + ".");
    }

    static void check(String option, String value, boolean valid) throws CommandException {
        if (!valid) {
            throw new CommandException(option + " is " + DisplayText.quoted(value, Commands.SHOWN)
                    + ", which is not a valid name in Kubernetes: it has lower-case letters, digits and hyphens.");
        }
    }
}
