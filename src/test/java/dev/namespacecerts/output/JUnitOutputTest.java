package dev.namespacecerts.output;

import static dev.namespacecerts.output.Format.junit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.lint.Level;
import org.junit.jupiter.api.Test;

class JUnitOutputTest {
    @Test
    void aCaseForEachObject() {
        assertThat(Results.write(junit, Results.sample()).lines())
                .filteredOn(line -> line.strip().matches("<(testsuites?|testcase|failure|system-out)\\b.*"))
                .map(String::strip)
                .containsExactly(
                        "<testsuites name=\"ncb lint\" tests=\"4\" failures=\"2\" errors=\"0\">",
                        "<testsuite name=\"payments/accounting.yaml\" tests=\"2\" failures=\"1\" errors=\"0\">",
                        "<testcase classname=\"payments/accounting.yaml\" name=\"NamespaceCertificateBundle"
                                + " payments/accounting\">",
                        "<failure type=\"CA-5\" message=\"&quot;CN=Acme Old Root CA,O=Acme&quot; (spec.certificates[0],"
                                + " block 1) is signed with ECDSA-SHA1, which Temporal Cloud rejects.\">",
                        "<system-out>",
                        "<testcase classname=\"payments/accounting.yaml\" name=\"NamespaceCertificateBundle"
                                + " payments/invoices\"></testcase>",
                        "<testsuite name=\"payments/notes.yaml\" tests=\"1\" failures=\"1\" errors=\"0\">",
                        "<testcase classname=\"payments/notes.yaml\" name=\"file\">",
                        "<failure type=\"Unreadable\" message=\"It is no YAML.\">",
                        "<testsuite name=\"payments/workers.yaml\" tests=\"1\" failures=\"0\" errors=\"0\">",
                        "<testcase classname=\"payments/workers.yaml\" name=\"CertificateFilter payments/workers\">",
                        "<system-out>");
    }

    @Test
    void aWarningFailsItsCaseWhereItFailsTheRun() {
        assertThat(Results.write(junit, Results.sample(), OutputOptions.of("0.1.0", Level.Warning)))
                .contains("tests=\"4\" failures=\"3\"")
                .contains("<failure type=\"CF-4\"");
    }
}
