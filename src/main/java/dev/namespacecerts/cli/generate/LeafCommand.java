package dev.namespacecerts.cli.generate;

import dev.namespacecerts.api.v1alpha1.DemoKeyAlgorithm;
import dev.namespacecerts.demo.DemoIssuer;
import dev.namespacecerts.demo.DemoSubject;
import dev.namespacecerts.demo.IssuedCertificate;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.rules.leaf.LeafFilters;
import dev.namespacecerts.rules.leaf.LeafJudge;
import dev.namespacecerts.x509.Certificate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Generates a client certificate, as {@code tcld generate-certificates end-entity-certificate} does. */
@Command(
        name = "leaf",
        aliases = "end-entity-certificate",
        description = "Generates a client certificate and its key. It meets every rule. Not for production.",
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  ncb generate leaf --org Acme -d 7d --ca-cert ca.pem --ca-key ca.key \\",
            "    --cert client.pem --key client.key"
        })
public final class LeafCommand implements Callable<Integer> {
    private static final Duration BEFORE_CA = Duration.ofHours(24);
    private static final int LETTERS = 4;
    private static final int BASE = 36;
    private static final int LONGEST_LABEL = 63;

    private final Generation generation;
    private final Clock clock;

    @Option(
            names = {"--organization", "--org"},
            required = true,
            paramLabel = "<text>",
            description = "Organization (O) in the subject.")
    private String organization;

    @Option(
            names = "--organization-unit",
            paramLabel = "<text>",
            description = "Organizational unit (OU) in the subject (default: none).")
    private String unit;

    @Option(
            names = "--common-name",
            paramLabel = "<text>",
            description = "Common name (CN) in the subject (default: none).")
    private String commonName;

    @Option(
            names = {"--validity-period", "-d", "--d"},
            paramLabel = "<duration>",
            description = "Validity, for example 30d10h (default: until 24 hours before the CA expires).")
    private String validity;

    @Option(
            names = {"--ca-certificate-file", "--ca-cert"},
            required = true,
            paramLabel = "<file>",
            description = "File with the CA certificate, and those above it if it is not a root.")
    private Path caCertificateFile;

    @Option(
            names = {"--ca-key-file", "--ca-key"},
            required = true,
            paramLabel = "<file>",
            description = "File with the private key of the CA, as PKCS#8.")
    private Path caKeyFile;

    @Option(
            names = {"--certificate-file", "--cert"},
            required = true,
            paramLabel = "<file>",
            description = "File to write the certificate to. It must not exist.")
    private Path certificateFile;

    @Option(
            names = {"--key-file", "--key"},
            required = true,
            paramLabel = "<file>",
            description = "File to write its private key to, as PKCS#8. It must not exist.")
    private Path keyFile;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    private boolean help;

    public LeafCommand(Generation generation, Clock clock) {
        this.generation = generation;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        return generation.run(this::generate);
    }

    private void generate(DemoIssuer issuer) throws GenerateException {
        Instant now = clock.instant();
        String checked = Generation.text("--organization", organization);
        NewFiles files = new NewFiles(certificateFile, keyFile);
        SigningCa ca = SigningCa.read(caCertificateFile, caKeyFile);
        DemoSubject subject = new DemoSubject(
                checked,
                unit == null ? null : Generation.text("--organization-unit", unit),
                commonName == null ? null : Generation.text("--common-name", commonName),
                List.of(dnsName(checked)),
                ca.isRsa() ? DemoKeyAlgorithm.RSA_4096 : DemoKeyAlgorithm.ECDSA_P384);
        Instant end = end(ca.certificate(), now);
        IssuedCertificate leaf = generation.issue(() -> issuer.leaf(subject, end, ca.issuer(), now));
        String chain = leaf.chainPem(ca.intermediates());
        judge(chain, leaf.keyPem(), ca, now);
        files.write(chain, leaf.keyPem());
        generation.report("Client certificate", leaf.certificate(), certificateFile, keyFile);
    }

    /** The name that tcld gives leaves, but always a valid DNS name. */
    private String dnsName(String name) {
        String label = name.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
        String cut = label.substring(0, Math.min(LONGEST_LABEL, label.length())).replaceAll("-$", "");
        String random = generation
                .randomness()
                .ints(LETTERS, 0, BASE)
                .mapToObj(digit -> Character.toString(Character.forDigit(digit, BASE)))
                .collect(Collectors.joining());
        return "client.endentity." + (cut.isEmpty() ? "" : cut + ".") + random;
    }

    private Instant end(Certificate ca, Instant now) throws GenerateException {
        String expiry = "The CA expires at " + ca.notAfter() + ".";
        if (validity == null) {
            Instant end = ca.notAfter().minus(BEFORE_CA);
            if (!end.isAfter(now)) {
                throw new GenerateException(
                        expiry + " No 24 hours are left, so set --validity-period, or generate a new CA.");
            }
            return end;
        }
        Duration duration = Generation.duration(validity);
        if (duration.isZero()) {
            throw new GenerateException("--validity-period must be at least one second.");
        }
        if (duration.compareTo(Duration.between(now, ca.notAfter())) > 0) {
            throw new GenerateException(
                    expiry + " A leaf cannot outlive its CA: set a shorter --validity-period, or none.");
        }
        return now.plus(duration);
    }

    /** Refuses a leaf that its CA would make invalid, for example by name constraints. */
    private void judge(String chain, String key, SigningCa ca, Instant now) throws GenerateException {
        ClientSecret secret = ClientSecret.read(
                "leaf", chain.getBytes(StandardCharsets.US_ASCII), key.getBytes(StandardCharsets.US_ASCII));
        List<Violation> violations = new LeafJudge(ca.certificates(), new LeafFilters(List.of(), 0, false), now)
                .judge(secret)
                .violations();
        for (Violation violation : violations) {
            String text = violation.rule().id() + ": " + violation.message() + " " + violation.remedy();
            if (violation.isError()) {
                throw new GenerateException("Nothing is written, because the leaf would violate " + text);
            }
            generation.warn("Warning " + text);
        }
    }
}
