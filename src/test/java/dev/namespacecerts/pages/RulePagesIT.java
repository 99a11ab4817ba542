package dev.namespacecerts.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.api.v1alpha1.RuleViolation;
import dev.namespacecerts.cloudservice.Tcld;
import dev.namespacecerts.cluster.ControlPlane;
import dev.namespacecerts.golden.GoldenFiles;
import dev.namespacecerts.operator.OperatorProcess;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.testing.GoProgram;
import dev.namespacecerts.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of each page make what its example shows, and fix it. */
class RulePagesIT {
    /** A command of OpenSSL and what it prints. */
    private static final Pattern CONSOLE = Pattern.compile("(?m)^\\$ (openssl .+)\n((?:(?!\\$ ).*\n)*)");

    /** Times, and sizes in bytes, which vary with the signature. */
    private static final Pattern VARIABLE = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ|\\b\\d{4,}\\b");

    private static final ControlPlane CLUSTER = ControlPlane.shared();

    private static final String PROGRAMS = """
            export KUBECONFIG='%s'
            kubectl() { '%s' "$@"; }
            tcld() { '%s' "$@"; }
            vault() { '%s' "$@"; }
            """.formatted(
                    CLUSTER.kubeconfig(),
                    CLUSTER.kubectl(),
                    Tcld.program(),
                    GoProgram.of("vaultpki").file());

    /** What is reported after certificates were issued, which is not done here. */
    private static final Set<Rule> DEMO = EnumSet.of(Rule.DEMO_1, Rule.DEMO_2);

    /** Their examples work as the pages say: with OpenSSL before 3.2. */
    private static final Set<Rule> VERSION_1 = EnumSet.of(Rule.CA_1, Rule.EE_1);

    private static final boolean ALWAYS_VERSION_3 =
            !Tool.run(new ProcessBuilder("openssl", "version")).matches("(?s)OpenSSL 3\\.[01]\\..*");

    @TempDir
    private Path temp;

    static List<RulePage> pages() {
        return RulePage.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theExampleViolatesTheRuleAndNoFixDoes(RulePage page) throws IOException {
        PageFolder example = PageFolder.create(temp.resolve("example"), PROGRAMS);
        if (VERSION_1.contains(page.rule()) && ALWAYS_VERSION_3) {
            page.below("Example").stream()
                    .filter(block -> block.language().equals("sh"))
                    .forEach(block -> run(example, block));
            assertThat(example.violations()).noneMatch(ofRule(page));
        } else {
            page.below("Example").forEach(block -> run(example, block));
            assertThat(DEMO.contains(page.rule()) ? GoldenFiles.violations() : example.violations())
                    .extracting(RulePagesIT::shown)
                    .containsAll(page.shown().stream()
                            .map(RulePagesIT::withoutVariable)
                            .toList());
        }
        for (String tool : RulePage.TOOLS) {
            PageFolder fixed = example.copy(temp.resolve(tool));
            for (RulePage.Block block : page.below(tool)) {
                run(fixed, block);
                if (!block.language().equals("console") && !DEMO.contains(page.rule())) {
                    assertThat(fixed.violations())
                            .as("%s: %s: %s", page, tool, block.text())
                            .noneMatch(ofRule(page))
                            .noneMatch(violation -> violation.severity() == RuleViolation.Severity.Error);
                }
            }
        }
    }

    /** The API server knows every field of the manifests, and accepts the values, but for the example that it refuses (CF-2). */
    @Test
    void theManifestsAreValid() throws IOException {
        OperatorProcess.installCrds(CLUSTER);
        PageFolder folder = PageFolder.create(temp, PROGRAMS);
        folder.run("kubectl apply --server-side -f '%1$s'; kubectl wait --for=condition=Established -f '%1$s'"
                .formatted(CertManager.crds()));
        folder.run("kubectl create namespace payments --dry-run=client -o yaml | kubectl apply -f -");
        List<String> all = Stream.concat(
                        pages().stream().flatMap(page -> page.blocks().stream()),
                        RulePage.blocks(RulePage.read(RulePage.INDEX)).stream())
                .filter(block -> block.language().equals("yaml"))
                .map(RulePage.Block::text)
                .toList();
        Map<Boolean, List<String>> refused =
                all.stream().collect(Collectors.partitioningBy(text -> text.contains("worker-*-payments")));
        Files.writeString(temp.resolve("manifests.yaml"), String.join("---\n", refused.get(false)));
        folder.run("kubectl apply --dry-run=server --validate=strict -f manifests.yaml");
        Files.writeString(temp.resolve("refused.yaml"), String.join("---\n", refused.get(true)));
        assertThat(folder.tryTo("kubectl apply --dry-run=server -f refused.yaml")
                        .output())
                .contains("CF-2: write *text or text*");
        folder.run("kubectl delete --wait=false -f '%s'".formatted(CertManager.crds()));
        folder.run("kubectl delete --wait=false namespace payments");
    }

    private static void run(PageFolder folder, RulePage.Block block) {
        switch (block.language()) {
            case "sh" -> folder.run(block.text());
            case "yaml" -> folder.apply(block.text());
            case "console" ->
                CONSOLE.matcher(block.text())
                        .results()
                        .forEach(command -> assertThat(
                                        folder.tryTo(command.group(1)).output().strip())
                                .as(command.group(1))
                                .isEqualToNormalizingWhitespace(command.group(2)));
            default -> {} // what the operator says
        }
    }

    private static Predicate<RuleViolation> ofRule(RulePage page) {
        return violation -> violation.rule().equals(page.rule().id());
    }

    private static RulePage.Shown shown(RuleViolation violation) {
        return withoutVariable(new RulePage.Shown(
                violation.message(),
                violation.remedy(),
                violation.rule(),
                violation.severity().name()));
    }

    private static RulePage.Shown withoutVariable(RulePage.Shown shown) {
        return new RulePage.Shown(
                VARIABLE.matcher(shown.message()).replaceAll("#"),
                VARIABLE.matcher(shown.remedy()).replaceAll("#"),
                shown.rule(),
                shown.severity());
    }
}
