package dev.namespacecerts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.GitRepository;
import dev.namespacecerts.testing.HeldCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line of lint --diff: exit codes, formats and wrong usage. */
class LintDiffTest {
    private static final HeldCertificate ROOT =
            CertificateBuilder.root("CN=Acme Root").build();
    private static final String BUNDLE = "apiVersion: namespacecerts.dev/v1alpha1\nkind: NamespaceCertificateBundle\n"
            + "metadata: {name: accounting}\nspec:\n  certificates:\n    - inline: |\n"
            + ROOT.pem().indent(8);
    private static final String FILTER = "---\napiVersion: namespacecerts.dev/v1alpha1\nkind: CertificateFilter\n"
            + "metadata: {name: workers}\nspec: {bundleRef: {name: accounting}, commonName: worker}\n";

    @TempDir
    private Path folder;

    private String before;
    private String after;
    private String worker;

    @BeforeEach
    void write() throws IOException {
        before = Files.createDirectory(folder.resolve("before")).toString();
        after = Files.createDirectory(folder.resolve("after")).toString();
        Path leaf = folder.resolve("worker.pem");
        Files.writeString(
                leaf,
                CertificateBuilder.leaf("CN=worker").issuedBy(ROOT).build().pem());
        worker = "--client=" + leaf;
    }

    private void versions(String old, String renewed) throws IOException {
        Files.writeString(Path.of(before, "bundle.yaml"), old);
        Files.writeString(Path.of(after, "bundle.yaml"), renewed);
    }

    @Test
    void nothingWorseIsExitCode0() throws IOException {
        versions(BUNDLE, BUNDLE);
        NcbRun run = NcbRun.of("lint", "--diff", before, after);
        assertThat(run.out()).startsWith("No change of access. ").hasLineCount(1);
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void aKnownClientThatIsLockedOutIsExitCode1() throws IOException {
        versions(BUNDLE + FILTER, BUNDLE + FILTER.replace("worker}", "starter}"));
        assertThat(NcbRun.of("lint", "--diff", before, after).exitCode()).isZero();
        NcbRun run = NcbRun.of("lint", "--diff", before, after, worker);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("(\"CN=worker\") is locked out: no filter matches it; before, filter workers did");
    }

    @Test
    void onlyNewErrorsAreExitCode1() throws IOException {
        String error = "  certificate: []\n";
        versions(BUNDLE + error, BUNDLE + error);
        assertThat(NcbRun.of("lint", after).exitCode()).isEqualTo(1);
        assertThat(NcbRun.of("lint", "--diff", before, after).exitCode()).isZero();
        versions(BUNDLE, BUNDLE + error);
        assertThat(NcbRun.of("lint", "--diff", before, after).exitCode()).isEqualTo(1);
    }

    @Test
    void acceptingEveryoneWeighsLikeAWarning() throws IOException {
        versions(BUNDLE + FILTER, BUNDLE);
        NcbRun run = NcbRun.of("lint", "--diff", before, after);
        assertThat(run.out()).contains("! Every certificate that its CAs issued is accepted");
        assertThat(run.exitCode()).isZero();
        assertThat(NcbRun.of("lint", "--diff", before, after, "--fail-on=warning")
                        .exitCode())
                .isEqualTo(1);
        assertThat(NcbRun.of("lint", "--diff", before, after, "--max-warnings=0")
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void aVersionThatCannotBeReadIsExitCode2() throws IOException {
        versions("kind: Secret\na: [", BUNDLE);
        assertThat(NcbRun.of("lint", "--diff", before, after).exitCode()).isEqualTo(2);
        assertThat(NcbRun.of("lint", "--diff", after, before).exitCode()).isEqualTo(2);
        NcbRun nowhere = NcbRun.of("lint", "--diff", after, "nowhere");
        assertThat(nowhere.exitCode()).isEqualTo(2);
        assertThat(nowhere.out()).contains("nowhere: Error Unreadable: It does not exist.");
    }

    @Test
    void writesItsFormatsAndNamesThem() throws IOException {
        versions(BUNDLE + FILTER, BUNDLE);
        assertThat(NcbRun.of("lint", "--diff", before, after, "--format=markdown")
                        .out())
                .startsWith("### ncb lint --diff: 1 bundle accepts everyone\n");
        NcbRun json = NcbRun.of("lint", "--diff", before, after, "--format=json");
        assertThat(new ObjectMapper().readTree(json.out()).at("/summary/opened").asInt())
                .isEqualTo(1);
        NcbRun sarif = NcbRun.of("lint", "--diff", before, after, "--format=sarif");
        assertThat(sarif.exitCode()).isEqualTo(2);
        assertThat(sarif.err()).contains("--diff writes text, markdown or json, not sarif.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a --pem=x", "a --filters=x"})
    void wrongUsageIsExitCode2(String more) {
        String[] arguments = ("lint --diff old" + (more.isEmpty() ? "" : " " + more)).split(" ");
        NcbRun run = NcbRun.of(arguments);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--diff").contains("Usage: ncb lint --help");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aRangeOfGitIsReadFromItsCommits() {
        GitRepository repository = new GitRepository(folder.resolve("repository"));
        repository.file("payments/bundle.yaml", BUNDLE + FILTER).commit();
        repository.git("checkout", "-q", "-b", "change");
        repository
                .file("payments/bundle.yaml", BUNDLE + FILTER.replace("worker}", "starter}"))
                .commit();
        NcbRun run = inRepository(repository, "lint", "--diff", "main...HEAD", "payments", worker);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("Bundle accounting (payments/bundle.yaml): valid")
                .contains("is locked out")
                .contains("compared with \"merge base with main ");
        NcbRun typo = inRepository(repository, "lint", "--diff", "mian...HEAD");
        assertThat(typo.exitCode()).isEqualTo(2);
        assertThat(typo.err()).startsWith("--diff: \"mian\" is no commit of this clone.");
    }

    /** A pull request that adds such a folder would otherwise be compared with itself. */
    @Test
    void aFolderWithTheNameOfARangeIsNotMeant() {
        GitRepository repository = new GitRepository(folder.resolve("repository"));
        repository.file("payments/bundle.yaml", BUNDLE).commit();
        repository.git("checkout", "-q", "-b", "change");
        String broken = BUNDLE + "  certificate: []\n";
        repository
                .file("payments/bundle.yaml", broken)
                .file("main...HEAD/bundle.yaml", broken)
                .commit();
        assertThat(inRepository(repository, "lint", "--diff", "main...HEAD", "payments")
                        .exitCode())
                .isEqualTo(1);
    }

    private static NcbRun inRepository(GitRepository repository, String... arguments) {
        return NcbRun.of(process -> Ncb.run(
                new Surroundings(
                        process.clock(),
                        GitRepository.environment(),
                        repository.folder(),
                        process.in(),
                        process.out(),
                        process.err()),
                arguments));
    }
}
