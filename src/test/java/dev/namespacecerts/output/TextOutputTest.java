package dev.namespacecerts.output;

import static dev.namespacecerts.output.Format.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.lint.Level;
import dev.namespacecerts.lint.LintResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextOutputTest {
    @Test
    void readsLikeAReport() {
        assertThat(Results.write(text, Results.sample())).isEqualTo("""
                        payments/accounting.yaml:12:7: Note SourceNotFound: Secret issuing-ca is in none of the files, so its certificates were not evaluated.
                            object:   NamespaceCertificateBundle payments/accounting, spec.certificates[1]

                        payments/corporate-ca.yaml:7:5: Error CA-5: "CN=Acme Old Root CA,O=Acme" (spec.certificates[0], block 1) is signed with ECDSA-SHA1, which Temporal Cloud rejects.
                            object:   NamespaceCertificateBundle payments/accounting, spec.certificates[0], block 1
                            subject:  CN=Acme Old Root CA,O=Acme
                            found:    signed with ECDSA-SHA1
                            allowed:  RSA PKCS#1 v1.5, RSA-PSS or ECDSA, with SHA-256, SHA-384 or SHA-512
                            fix:      Reissue it, signed with SHA-256, SHA-384 or SHA-512 by an RSA or ECDSA key.
                            named by: payments/accounting.yaml:9:7
                            see:      ncb explain CA-5

                        payments/notes.yaml: Error Unreadable: It is no YAML.
                            fix:      Correct it, or leave it out with --exclude.

                        payments/workers.yaml:6:3: Warning CF-4: Filter all-workers already accepts every client that this filter accepts.
                            object:   CertificateFilter payments/workers, spec.commonName
                            found:    *.payments
                            fix:      Delete this filter, or narrow all-workers.
                            see:      ncb explain CF-4

                        2 errors, 1 warning, 1 note in 4 files: 2 bundles, 1 filter, 2 clients evaluated. Not everything could be read.
                        """);
    }

    @Test
    void aCleanResultSaysWhatWasEvaluated() {
        assertThat(Results.write(text, Results.clean()))
                .isEqualTo("No findings in 1 file: 1 bundle, 0 filters, 1 client evaluated.\n");
        assertThat(Results.write(text, new LintResult(List.of(), List.of(), 0, 7, true)))
                .isEqualTo("No findings in 7 files: no bundle, filter or client to evaluate.\n");
    }

    @Test
    void wrapsLinesBetweenWords() {
        String wrapped = Results.write(text, Results.sample(), new OutputOptions("0.1.0", Level.Error, false, 80));
        assertThat(wrapped.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(wrapped).contains("""
                        payments/corporate-ca.yaml:7:5: Error CA-5: "CN=Acme Old Root CA,O=Acme"
                            (spec.certificates[0], block 1) is signed with ECDSA-SHA1, which Temporal
                            Cloud rejects.
                            object:   NamespaceCertificateBundle payments/accounting,
                                      spec.certificates[0], block 1
                        """);
        assertThat(wrapped.replaceAll("\\s+", " "))
                .isEqualTo(Results.write(text, Results.sample()).replaceAll("\\s+", " "));
    }

    @Test
    void hasColorsOnlyIfAskedFor() {
        String plain = Results.write(text, Results.sample());
        String colored = Results.write(text, Results.sample(), new OutputOptions("0.1.0", Level.Error, true, 0));
        assertThat(plain).doesNotContain("\u001B");
        assertThat(colored).contains("\u001B[1;31mError CA-5:\u001B[0m", "\u001B[1;33mWarning CF-4:");
        assertThat(colored.replaceAll("\u001B\\[[0-9;]*m", "")).isEqualTo(plain);
    }
}
