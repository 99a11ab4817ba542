package dev.namespacecerts.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.namespacecerts.cli.terminal.Colors;
import dev.namespacecerts.export.TcldFileException;
import dev.namespacecerts.export.TcldFilterFile;
import dev.namespacecerts.inspect.Input;
import dev.namespacecerts.inspect.InputReader;
import dev.namespacecerts.inspect.InspectException;
import dev.namespacecerts.inspect.Inspection;
import dev.namespacecerts.inspect.Inspector;
import dev.namespacecerts.inspect.JsonReport;
import dev.namespacecerts.inspect.ServerAddress;
import dev.namespacecerts.inspect.TextReport;
import dev.namespacecerts.inspect.TlsServer;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.filter.FilterJudge;
import dev.namespacecerts.rules.filter.NamedFilter;
import dev.namespacecerts.x509.Certificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows certificates, chains and bundles, and the rules that they violate. */
@Command(
        name = "inspect",
        description = {
            "Shows certificates, chains and bundles as a tree, and the rules that they violate. Reads PEM, DER, PKCS#7,"
                    + " PKCS#12, Secrets and ConfigMaps, and what a TLS server presents.",
            "",
            "CAs are judged as a bundle; leaves are judged as clients of the CAs of --ca, or else of the same input."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = ProgramVersion.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:No rule is violated.",
            "1:A rule is violated, a block cannot be read, or a server's certificate is expired.",
            "2:Wrong usage, or an input cannot be read."
        },
        footer = {
            "",
            "Examples:",
            "  ncb inspect ca.pem",
            "  ncb inspect --client tls.crt --ca ca.pem --filters filters.json",
            "  kubectl get secret worker-tls -o yaml | ncb inspect -",
            "  ncb inspect store.p12 --password-env STORE_PASSWORD",
            "  ncb inspect accounting.a2dd6.tmprl.cloud:7233"
        })
final class InspectCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Formats of the report. */
    enum Format {
        text,
        json
    }

    private final Clock clock;
    private final Map<String, String> environment;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Duration serverLimit;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|-|HOST:PORT",
            description = "File, - for standard input, or address of a TLS server.")
    private List<String> inputs;

    @Option(
            names = "--client",
            description = "Each input is the certificate chain of a client (tls.crt), whatever it contains.")
    private boolean client;

    @Option(
            names = "--ca",
            paramLabel = "<file>",
            description = "CAs of the bundle that leaves must chain to (default: the CAs of the same input).")
    private Path ca;

    @Option(
            names = "--filters",
            paramLabel = "<file>",
            description = "Certificate filters in tcld's JSON, as for \"tcld namespace certificate-filters import\".")
    private Path filters;

    @Mixin
    private StorePassword password = new StorePassword();

    @Option(
            names = "--server-name",
            paramLabel = "<name>",
            description = "Name to send to a TLS server (SNI; default: the host of its address).")
    private String serverName;

    @Option(
            names = "--format",
            paramLabel = "<format>",
            defaultValue = "text",
            description = "Format of the report: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Option(
            names = "--now",
            converter = InstantConverter.class,
            paramLabel = "<time>",
            description = "Time at which to judge, for example 2027-01-31 or 2027-01-31T12:00:00Z (default: now).")
    private Instant now;

    InspectCommand(
            Clock clock,
            Map<String, String> environment,
            InputStream in,
            PrintStream out,
            PrintStream err,
            Duration serverLimit) {
        this.clock = clock;
        this.environment = environment;
        this.in = in;
        this.out = out;
        this.err = err;
        this.serverLimit = serverLimit;
    }

    @Override
    public Integer call() {
        List<NamedFilter> named;
        Inspector inspector;
        Instant time;
        try {
            time = time();
            named = filters == null ? List.of() : filters(InspectFile.content(filters.toString(), "--filters: "));
            inspector = new Inspector(time, authorities(), named, client);
        } catch (InspectException e) {
            err.println(e.getMessage());
            return Commands.UNUSABLE;
        }
        List<Violation> ofFilters = named.stream()
                .flatMap(filter -> FilterJudge.judge(filter, Optional.empty(), others(named, filter)).stream())
                .toList();
        List<Inspection> inspections = new ArrayList<>();
        boolean failed = false;
        for (String input : inputs) {
            try {
                Inspection inspection = inspector.inspect(read(input));
                inspections.add(inspection);
                if (format == Format.text) {
                    print(TextReport.of(inspection, time, Colors.enabled(environment)), inspections.size() > 1);
                }
            } catch (InspectException e) {
                err.println(e.getMessage());
                failed = true;
            }
        }
        report(inspections, ofFilters, time);
        boolean findings = !ofFilters.isEmpty() || inspections.stream().anyMatch(Inspection::hasFindings);
        return failed || out.checkError() ? Commands.UNUSABLE : findings ? Commands.FINDINGS : 0;
    }

    private static List<NamedFilter> others(List<NamedFilter> all, NamedFilter one) {
        return all.stream().filter(other -> other != one).toList();
    }

    private void print(List<String> lines, boolean next) {
        if (next) {
            out.println();
        }
        lines.forEach(out::println);
    }

    private void report(List<Inspection> inspections, List<Violation> ofFilters, Instant time) {
        if (format == Format.text) {
            ofFilters.forEach(violation -> out.println(violation.severity() + " "
                    + violation.rule().id() + ": " + violation.message() + " " + violation.remedy()));
            return;
        }
        ObjectNode json = JSON.createObjectNode();
        ArrayNode all = json.putArray("inputs");
        inspections.forEach(inspection -> all.add(JsonReport.of(inspection, time)));
        JsonReport.violations(ofFilters, json.putArray("filterViolations"));
        try {
            out.println(JSON.writeValueAsString(json));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Input read(String input) throws InspectException {
        if (input.equals(STANDARD_INPUT)) {
            return InputReader.read("standard input", standardInput(), password.read(environment));
        }
        if (!InspectFile.exists(input)) {
            Optional<ServerAddress> server = ServerAddress.parse(input);
            if (server.isPresent()) {
                return TlsServer.read(server.get(), Optional.ofNullable(serverName), serverLimit);
            }
        }
        return InputReader.read(input, InspectFile.content(input, ""), password.read(environment));
    }

    private Optional<List<Certificate>> authorities() throws InspectException {
        if (ca == null) {
            return Optional.empty();
        }
        List<Certificate> all = InputReader.read(
                        ca.toString(), InspectFile.content(ca.toString(), "--ca: "), password.read(environment))
                .authorities();
        if (all.isEmpty()) {
            throw new InspectException("--ca: " + InputReader.shown(ca.toString()) + " contains no CA certificate.");
        }
        return Optional.of(all);
    }

    private static List<NamedFilter> filters(byte[] json) throws InspectException {
        try {
            return TcldFilterFile.named(json);
        } catch (TcldFileException e) {
            throw new InspectException("--filters: " + e.getMessage());
        }
    }

    private Instant time() throws InspectException {
        return now == null ? clock.instant() : now;
    }

    private byte[] standardInput() throws InspectException {
        try {
            return in.readNBytes(InputReader.MOST_BYTES + 1);
        } catch (IOException e) {
            throw new InspectException("Standard input cannot be read.");
        }
    }
}
