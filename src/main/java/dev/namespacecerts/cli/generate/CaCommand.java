package dev.namespacecerts.cli.generate;

import dev.namespacecerts.api.v1alpha1.DemoAuthoritySpec;
import dev.namespacecerts.api.v1alpha1.DemoKeyAlgorithm;
import dev.namespacecerts.demo.DemoIssuer;
import dev.namespacecerts.demo.IssuedCertificate;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Generates a root CA, as {@code tcld generate-certificates certificate-authority-certificate} does. */
@Command(
        name = "ca",
        aliases = "certificate-authority-certificate",
        description = "Generates a root CA and its key. Not for production.",
        sortOptions = false,
        footer = {"", "Example:", "  ncb generate ca --org Acme -d 30d --ca-cert ca.pem --ca-key ca.key"})
public final class CaCommand implements Callable<Integer> {
    private static final Duration SHORTEST = Duration.ofDays(7);
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final int GENERATIONS = 999_999_999;

    private final Generation generation;
    private final Clock clock;

    @Option(
            names = {"--organization", "--org"},
            required = true,
            paramLabel = "<text>",
            description = "Organization (O) in the subject.")
    private String organization;

    @Option(
            names = {"--validity-period", "-d", "--d"},
            required = true,
            paramLabel = "<duration>",
            description = "Validity, more than 7 days and at most one year; for example 30d10h or 1y.")
    private String validity;

    @Option(
            names = {"--ca-certificate-file", "--ca-cert"},
            required = true,
            paramLabel = "<file>",
            description = "File to write the CA certificate to. It must not exist.")
    private Path certificateFile;

    @Option(
            names = {"--ca-key-file", "--ca-key"},
            required = true,
            paramLabel = "<file>",
            description = "File to write its private key to, as PKCS#8. It must not exist.")
    private Path keyFile;

    @Option(
            names = {"--rsa-algorithm", "--rsa"},
            description = "Generate an RSA key of 4096 bits instead of an ECDSA key on P-384.")
    private boolean rsa;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    private boolean help;

    public CaCommand(Generation generation, Clock clock) {
        this.generation = generation;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        return generation.run(this::generate);
    }

    private void generate(DemoIssuer issuer) throws GenerateException {
        String checked = Generation.text("--organization", organization);
        Duration duration = duration();
        NewFiles files = new NewFiles(certificateFile, keyFile);
        DemoAuthoritySpec spec = new DemoAuthoritySpec(
                checked, rsa ? DemoKeyAlgorithm.RSA_4096 : DemoKeyAlgorithm.ECDSA_P384, duration.toSeconds() + "s");
        // A number, so that the next CA of the same organization has another DN (CA-13).
        int number = 1 + generation.randomness().nextInt(GENERATIONS);
        IssuedCertificate root = generation.issue(() -> issuer.root(checked, spec, number, clock.instant()));
        files.write(root.chainPem(List.of()), root.keyPem());
        generation.report("CA certificate", root.certificate(), certificateFile, keyFile);
    }

    private Duration duration() throws GenerateException {
        Duration duration = Generation.duration(validity);
        if (duration.compareTo(SHORTEST) <= 0 || duration.compareTo(LONGEST) > 0) {
            throw new GenerateException(
                    "--validity-period of a CA is more than 7 days and at most 365 days, as with tcld.");
        }
        return duration;
    }
}
