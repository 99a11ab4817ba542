package dev.namespacecerts.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.namespacecerts.watch.Indexes;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The dependencies of packages point one way: collect → parse → evaluate → issue → publish → report. */
@AnalyzeClasses(packages = "dev.namespacecerts", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String OURS = "dev.namespacecerts.";

    /** A row of the table in CONTRIBUTING.md: packages, what they do, and their allowed dependencies. */
    private static final Pattern ROW = Pattern.compile("\\| (`.+`) \\| .+ \\| (.+) \\|");

    private static final Pattern PACKAGE = Pattern.compile("`([a-z0-9]+)[.a-z0-9]*`");

    /** A row with this word lists all allowed dependencies; other rows list only packages of this project. */
    private static final String JDK = "JDK";

    @ArchTest
    static void packagesKnowOnlyWhatTheTableOfContributingSays(JavaClasses classes) throws IOException {
        Set<String> above = new TreeSet<>();
        for (MatchResult row : rows()) {
            Set<String> packages = packages(row.group(1));
            String cell = row.group(2);
            Set<String> known = cell.equals("all above") ? new TreeSet<>(above) : packages(cell);
            assertThat(above).containsAll(known);
            for (String name : packages) {
                mayKnow(name, known, cell).check(classes);
            }
            above.addAll(packages);
        }
        assertThat(above).isEqualTo(packagesOf(classes));
    }

    private static ArchRule mayKnow(String name, Set<String> known, String cell) {
        Set<String> allowed = new TreeSet<>(known);
        allowed.add(name);
        return classes()
                .that()
                .resideInAPackage(OURS + name + "..")
                .should()
                .onlyDependOnClassesThat(describe(
                        "are named in its row of CONTRIBUTING.md",
                        other -> isOurs(other)
                                ? allowed.contains(packageOf(other))
                                : !cell.contains(JDK)
                                        || other.getPackageName().startsWith("java.")
                                        || other.getPackageName().equals("javax.crypto")
                                        || (cell.contains("Bouncy Castle")
                                                && other.getPackageName().startsWith("org.bouncycastle."))));
    }

    private static List<MatchResult> rows() throws IOException {
        return Files.readAllLines(Path.of("CONTRIBUTING.md")).stream()
                .dropWhile(line -> !line.startsWith("| package |"))
                .takeWhile(line -> line.startsWith("|"))
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(Matcher::toMatchResult)
                .toList();
    }

    private static Set<String> packages(String cell) {
        return PACKAGE.matcher(cell)
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> packagesOf(JavaClasses classes) {
        return classes.stream().map(ArchitectureTest::packageOf).collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isOurs(JavaClass type) {
        return type.getBaseComponentType().getPackageName().startsWith(OURS);
    }

    private static String packageOf(JavaClass type) {
        return type.getBaseComponentType()
                .getPackageName()
                .substring(OURS.length())
                .split("\\.")[0];
    }

    /** Custom resources are of a class of the client. */
    @ArchTest
    static final ArchRule evaluationAsksNoCluster = noClasses()
            .that()
            .resideInAPackage(OURS + "evaluate..")
            .should()
            .dependOnClassesThat(describe(
                    "are of the SDK, or of the client but for CustomResource",
                    type -> type.getPackageName().startsWith("io.javaoperatorsdk.")
                            || (type.getPackageName().startsWith("io.fabric8.kubernetes.client")
                                    && !type.isEquivalentTo(CustomResource.class))));

    @ArchTest
    static final ArchRule thereAreNoCycles =
            slices().matching("dev.namespacecerts.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theTimeIsAskedOfAClockThatWasHandedIn = noClasses()
            .that()
            .haveNameNotMatching("dev\\.namespacecerts\\.cli\\.(OperatorBeans|Surroundings)")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    /** Others have gaps: see {@link Indexes}. */
    @ArchTest
    static final ArchRule indexesOfWatchesHaveNoGaps = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Indexes.class.getName())
            .should()
            .callMethodWhere(target(nameMatching("addIndexers?")));
}
