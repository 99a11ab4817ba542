package dev.namespacecerts.output;

import static dev.namespacecerts.output.Format.github;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GitHubOutputTest {
    @Test
    void annotatesTheLine() {
        assertThat(Results.write(github, Results.sample()).lines())
                .containsExactly(
                        "::notice file=payments/accounting.yaml,line=12,col=7,title=SourceNotFound"
                                + " NamespaceCertificateBundle payments/accounting::Secret issuing-ca is in none of the files,"
                                + " so its certificates were not evaluated.%0Aobject: NamespaceCertificateBundle"
                                + " payments/accounting, spec.certificates[1]",
                        "::error file=payments/corporate-ca.yaml,line=7,col=5,title=CA-5 NamespaceCertificateBundle"
                                + " payments/accounting::\"CN=Acme Old Root CA,O=Acme\" (spec.certificates[0], block 1) is"
                                + " signed with ECDSA-SHA1, which Temporal Cloud rejects.%0Aobject: NamespaceCertificateBundle"
                                + " payments/accounting, spec.certificates[0], block 1%0Asubject: CN=Acme Old Root"
                                + " CA,O=Acme%0Afound: signed with ECDSA-SHA1%0Aallowed: RSA PKCS#1 v1.5, RSA-PSS or ECDSA,"
                                + " with SHA-256, SHA-384 or SHA-512%0Afix: Reissue it, signed with SHA-256, SHA-384 or"
                                + " SHA-512 by an RSA or ECDSA key.%0Anamed by: payments/accounting.yaml:9:7%0Asee: ncb"
                                + " explain CA-5",
                        "::error file=payments/notes.yaml,title=Unreadable::It is no YAML.%0Afix: Correct it, or leave it"
                                + " out with --exclude.",
                        "::warning file=payments/workers.yaml,line=6,col=3,title=CF-4 CertificateFilter"
                                + " payments/workers::Filter all-workers already accepts every client that this filter"
                                + " accepts.%0Aobject: CertificateFilter payments/workers, spec.commonName%0Afound:"
                                + " *.payments%0Afix: Delete this filter, or narrow all-workers.%0Asee: ncb explain CF-4",
                        "2 errors, 1 warning, 1 note in 4 files: 2 bundles, 1 filter, 2 clients evaluated. Not everything"
                                + " could be read.");
    }

    @Test
    void saysHowManyThereAreWhenGitHubShowsFewer() {
        assertThat(Results.write(github, Results.many(37)).lines())
                .hasSize(38)
                .last()
                .isEqualTo("37 errors in 1 file: 2 bundles, 1 filter, 0 clients evaluated. GitHub shows the first 10"
                        + " annotations of each level of a step; this log has all findings.");
        assertThat(Results.write(github, Results.many(10))).doesNotContain("GitHub");
    }
}
