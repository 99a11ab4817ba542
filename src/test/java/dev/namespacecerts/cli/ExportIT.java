package dev.namespacecerts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.namespacecerts.cloudservice.Tcld;
import dev.namespacecerts.cloudservice.TemporalCloud;
import dev.namespacecerts.export.ExportFormat;
import dev.namespacecerts.export.ExportedBundle;
import dev.namespacecerts.handshake.GoServer;
import dev.namespacecerts.handshake.Handshake;
import dev.namespacecerts.handshake.Identity;
import dev.namespacecerts.handshake.OpensslClient;
import dev.namespacecerts.sync.CloudFilter;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.GoProgram;
import dev.namespacecerts.testing.HeldCertificate;
import io.temporal.api.cloud.namespace.v1.CertificateFilterSpec;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** tcld, Terraform's parser and Temporal's own TLS code read what export writes. */
class ExportIT {
    private static final String NAMESPACE = "accounting.a2dd6";
    private static final HeldCertificate ROOT =
            CertificateBuilder.root("CN=Acme Root,O=Acme").build();
    private static final HeldCertificate ISSUING = CertificateBuilder.intermediate("CN=Acme Issuing,O=Acme")
            .issuedBy(ROOT)
            .build();
    private static final HeldCertificate OLD =
            CertificateBuilder.root("CN=Old Root,O=Acme").build();

    /** What a language of templates, quotes or escapes may take for something else. */
    private static final List<String> PIECES = List.of(
            "$",
            "{",
            "}",
            "%",
            "${",
            "%{",
            "$${",
            "~}",
            "\"",
            "\\",
            "\\u0041",
            "'",
            "`",
            "#",
            "//",
            "/*",
            "<<EOT",
            "\n",
            "\r",
            "\t",
            "\u0000",
            "\u001b",
            "\u007f",
            "\u0085",
            "\u2028",
            "\u202e",
            "\ufeff",
            "é",
            "ß",
            "\ud83d\ude00",
            "a",
            " ");

    @TempDir
    private Path folder;

    private static CommandRun export(String manifests, String... more) {
        InputStream in = new ByteArrayInputStream(manifests.getBytes(StandardCharsets.UTF_8));
        CommandRun run = CommandRun.of(
                (clock, out, err) -> new ExportCommand(clock, in, out, err),
                Stream.concat(Stream.of("accounting", "-f", "-"), Arrays.stream(more))
                        .toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }

    @Test
    void tcldRunsTheCommands() throws Exception {
        try (TemporalCloud cloud = new TemporalCloud()) {
            cloud.faults().duration = Duration.ZERO;
            cloud.addKey("tmprlsk_of_export", "tcld");
            cloud.seed(
                    NAMESPACE,
                    OLD.pem(),
                    CertificateFilterSpec.newBuilder().setCommonName("old").build());
            Tcld tcld = new Tcld(cloud, "tmprlsk_of_export", Files.createDirectory(folder.resolve("home")));
            CommandRun run = export(
                    ExportTest.bundle("accounting", ISSUING.pem() + ROOT.pem(), "")
                            + ExportTest.filter("a", "accounting", "commonName: \"B\\u00fcro \\\"S\\u00fcd\\\" ${x}\"")
                            + ExportTest.filter("b", "accounting", "subjectAlternativeName: spiffe://acme/worker"),
                    "--format=tcld",
                    "--output=" + folder);
            for (String command : run.out().lines().toList()) {
                String[] words = command.split(" ");
                tcld.raw(Arrays.copyOfRange(words, 1, words.length));
            }
            assertThat(cloud.mtls(NAMESPACE).getAcceptedClientCa().toStringUtf8())
                    .isEqualTo(ISSUING.pem() + ROOT.pem());
            assertThat(tcld.filtersExport(NAMESPACE))
                    .containsExactly(
                            Map.of("commonName", "Büro \"Süd\" ${x}"),
                            Map.of("subjectAlternativeName", "spiffe://acme/worker"));
            cloud.assertForeignUntouched();
            importsWhatTcldExports(tcld);
        }
    }

    private void importsWhatTcldExports(Tcld tcld) throws Exception {
        String ours = Files.readString(folder.resolve("filters.json"));
        String theirs = folder.resolve("exported.json").toString();
        tcld.raw("namespace", "certificate-filters", "export", "-n", NAMESPACE, "-f", theirs);
        CommandRun imported = CommandRun.of(
                ImportCommand::new,
                "--ca=" + folder.resolve("ca.pem"),
                "--filters=" + theirs,
                "--temporal-namespace=" + NAMESPACE,
                "--name=accounting");
        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(export(imported.out(), "--format=tcld", "--part=filters").out())
                .isEqualTo(ours);
    }

    @Test
    void terraformTakesEveryTextAsItIs() throws Exception {
        Random random = new Random(13);
        List<CloudFilter> filters = Stream.generate(() -> new CloudFilter(text(random), text(random), "", text(random)))
                .limit(500)
                .distinct()
                .toList();
        ExportedBundle bundle = new ExportedBundle("accounting", Optional.empty(), List.of(ROOT.parsed()), filters);
        JsonNode locals = terraform("tf", bundle).get("accounting");
        JsonNode variables = terraform("tfvars.json", bundle);
        assertThat(locals).isEqualTo(variables);
        assertThat(new String(
                        Base64.getDecoder()
                                .decode(locals.get("accepted_client_ca").asText()),
                        StandardCharsets.US_ASCII))
                .isEqualTo(ROOT.pem());
        List<CloudFilter> read = new ArrayList<>();
        for (JsonNode filter : locals.get("certificate_filters")) {
            read.add(new CloudFilter(
                    filter.get("common_name").asText(""),
                    filter.get("organization").asText(""),
                    filter.get("organizational_unit").asText(""),
                    filter.get("subject_alternative_name").asText("")));
        }
        assertThat(read).isEqualTo(filters);
        ExportedBundle open = new ExportedBundle("accounting", Optional.empty(), List.of(ROOT.parsed()), List.of());
        assertThat(terraform("tf", open).at("/accounting/certificate_filters").isNull())
                .isTrue();
    }

    private static JsonNode terraform(String suffix, ExportedBundle bundle) throws Exception {
        String text = ExportFormat.TERRAFORM.files(bundle, Optional.empty()).stream()
                .filter(file -> file.name().endsWith("." + suffix))
                .findFirst()
                .orElseThrow()
                .text();
        return new ObjectMapper().readTree(GoProgram.of("terraform").ask(text, suffix));
    }

    private static String text(Random random) {
        String text = Stream.generate(() -> PIECES.get(random.nextInt(PIECES.size())))
                .limit(1 + random.nextInt(6))
                .collect(Collectors.joining());
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    @Test
    void aTemporalFrontendAcceptsTheClientsOfTheCas() throws Exception {
        String manifests = ExportTest.bundle("accounting", ISSUING.pem() + ROOT.pem(), "");
        Path mounted = folder.resolve("client-ca.pem");
        export(manifests, "--format=temporal-server", "--client-ca-file=" + mounted, "--output=" + folder);
        frontendJudges(folder.resolve("temporal-server.yaml"));
        Path inline = folder.resolve("inline.yaml");
        frontendJudges(Files.writeString(
                inline, export(manifests, "--format=temporal-server").out()));
    }

    private static void frontendJudges(Path config) {
        HeldCertificate worker =
                CertificateBuilder.leaf("CN=worker").issuedBy(ISSUING).build();
        HeldCertificate stranger =
                CertificateBuilder.leaf("CN=worker").issuedBy(OLD).build();
        try (GoServer frontend = GoServer.ofTemporal("temporaltls", config, Duration.ofSeconds(10));
                OpensslClient client = new OpensslClient(frontend.port())) {
            Handshake accepted = client.connect(Identity.of(worker, ISSUING));
            assertThat(accepted.accepted()).as(accepted.said()).isTrue();
            assertThat(client.connect(Identity.of(stranger)).accepted()).isFalse();
        }
    }
}
