package dev.namespacecerts.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.JsonFormat;
import dev.namespacecerts.sync.CloudFilter;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import io.temporal.api.cloud.namespace.v1.CertificateFilterSpec;
import io.temporal.api.cloud.namespace.v1.MtlsAuthSpec;
import io.temporal.api.cloud.namespace.v1.NamespaceSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExportFormatTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/export");
    private static final HeldCertificate ROOT =
            CertificateBuilder.root("CN=Acme Root,O=Acme").build();
    private static final HeldCertificate ISSUING = CertificateBuilder.intermediate("CN=Acme Issuing,O=Acme")
            .issuedBy(ROOT)
            .build();
    private static final List<CloudFilter> FILTERS = List.of(
            new CloudFilter("*.payments", "Acme", "", ""),
            new CloudFilter("", "", "Büro \"Süd\" 100%{x}", "spiffe://acme/${worker}\\\u202e"));

    private static ExportedBundle bundle(List<CloudFilter> filters) {
        return new ExportedBundle(
                "accounting", Optional.of("accounting.a2dd6"), List.of(ISSUING.parsed(), ROOT.parsed()), filters);
    }

    private static String text(ExportFormat format, String part, List<CloudFilter> filters) {
        return format.files(bundle(filters), Optional.empty()).stream()
                .filter(file -> file.part().equals(part))
                .findFirst()
                .orElseThrow()
                .text();
    }

    /** The base64 of the certificates is left out, since they are new in every run. */
    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void goldenFiles(ExportFormat format) throws IOException {
        ExportedBundle bundle = bundle(FILTERS);
        for (ExportedFile file : format.files(bundle, Optional.empty())) {
            String text = file.text().replace(bundle.base64(), "<base64>").replace(bundle.pem(), "<pem>\n");
            Path golden = GOLDEN.resolve(format + "-" + file.name());
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(GOLDEN);
                Files.writeString(golden, text);
            }
            assertThat(text)
                    .as("renew it with -Dgolden.update=true, and read the difference")
                    .isEqualTo(Files.readString(golden));
            assertThat(file.text().chars())
                    .allMatch(character -> character == '\n' || character >= ' ' && character < 127);
        }
    }

    @Test
    void theFilterFileOfTcldIsReadBack() throws TcldFileException {
        String json = text(ExportFormat.TCLD, "filters", FILTERS);
        assertThat(TcldFilterFile.read(json.getBytes(StandardCharsets.UTF_8)).stream()
                        .map(CloudFilter::of))
                .isEqualTo(FILTERS);
        assertThat(TcldFilterFile.read(
                        text(ExportFormat.TCLD, "filters", List.of()).getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Test
    void filtersAreWrittenOnce() {
        CloudFilter same = FILTERS.get(0);
        assertThat(bundle(List.of(same, FILTERS.get(1), same)).filters()).isEqualTo(FILTERS);
    }

    @Test
    void theCloudApiReadsItsJson() throws IOException {
        for (List<CloudFilter> filters : List.of(FILTERS, List.<CloudFilter>of())) {
            MtlsAuthSpec.Builder expected = MtlsAuthSpec.newBuilder()
                    .setEnabled(true)
                    .setAcceptedClientCa(ByteString.copyFromUtf8(ISSUING.pem() + ROOT.pem()));
            filters.forEach(filter -> expected.addCertificateFilters(CertificateFilterSpec.newBuilder()
                    .setCommonName(filter.commonName())
                    .setOrganization(filter.organization())
                    .setOrganizationalUnit(filter.organizationalUnit())
                    .setSubjectAlternativeName(filter.subjectAlternativeName())));
            NamespaceSpec.Builder read = NamespaceSpec.newBuilder();
            JsonFormat.parser().merge(text(ExportFormat.CLOUD_API, "spec", filters), read);
            assertThat(read.build())
                    .isEqualTo(NamespaceSpec.newBuilder().setMtlsAuth(expected).build());
        }
    }

    @Test
    void filtersComeBeforeNewCas() {
        assertThat(ExportFormat.TCLD.commands(bundle(FILTERS), "out dir/o'x"))
                .containsExactly(
                        "tcld namespace certificate-filters import --namespace accounting.a2dd6 --certificate-filter-file"
                                + " 'out dir/o'\\''x/filters.json'",
                        "tcld namespace accepted-client-ca set --namespace accounting.a2dd6 --ca-certificate-file"
                                + " 'out dir/o'\\''x/ca.pem'");
        ExportedBundle open = new ExportedBundle("a", Optional.of("a\u001b.b; rm"), List.of(ROOT.parsed()), List.of());
        assertThat(ExportFormat.TCLD.commands(open, "-x"))
                .containsExactly(
                        "tcld namespace accepted-client-ca set --namespace '<name>.<account>' --ca-certificate-file '-x/ca.pem'",
                        "tcld namespace certificate-filters import --namespace '<name>.<account>' --certificate-filter-file"
                                + " '-x/filters.json'");
    }

    @Test
    void aTemporalServerReadsAMountedFile() {
        List<ExportedFile> files =
                ExportFormat.TEMPORAL_SERVER.files(bundle(List.of()), Optional.of("/etc/o'x: #/ca.pem"));
        assertThat(files.get(0).text())
                .endsWith(
                        "        requireClientAuth: true\n        clientCaFiles:\n          - '/etc/o''x: #/ca.pem'\n");
        assertThat(files.get(1)).isEqualTo(new ExportedFile("ca", "client-ca.pem", ISSUING.pem() + ROOT.pem()));
        assertThat(ExportFormat.TEMPORAL_SERVER.warning(bundle(List.of()))).isEmpty();
        assertThat(ExportFormat.TEMPORAL_SERVER.warning(bundle(FILTERS)))
                .hasValueSatisfying(text -> assertThat(text).contains("2 filters"));
    }

    @ParameterizedTest
    @CsvSource({"accounting,accounting.tf", "a-b.c,a_b_c.tf", "1st,bundle_1st.tf"})
    void aLocalIsNamedAsTheBundle(String name, String file) {
        ExportedBundle bundle = new ExportedBundle(name, Optional.empty(), List.of(ROOT.parsed()), List.of());
        assertThat(ExportFormat.TERRAFORM.files(bundle, Optional.empty()).get(0).name())
                .isEqualTo(file);
    }

    /** Terraform composes letters and marks; no file holds half a character. */
    @Test
    void aValueThatWouldBeChangedIsAProblem() {
        List<CloudFilter> decomposed = List.of(new CloudFilter("Bu\u0308ro", "", "", ""));
        List<CloudFilter> halved = List.of(new CloudFilter("\ud800", "", "", ""));
        assertThat(ExportFormat.TERRAFORM.problem(bundle(decomposed)))
                .hasValueSatisfying(text -> assertThat(text).contains("\"Bu\\u0308ro\""));
        assertThat(ExportFormat.TCLD.problem(bundle(decomposed))).isEmpty();
        assertThat(Stream.of(ExportFormat.values()).filter(ExportFormat::hasFilters))
                .allMatch(format -> format.problem(bundle(halved)).isPresent())
                .allMatch(format -> format.problem(bundle(FILTERS)).isEmpty());
    }
}
