package dev.namespacecerts.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** The arrows between packages point one way: collect → parse → judge → issue → publish → report. */
@AnalyzeClasses(packages = "dev.namespacecerts", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule x509KnowsTheJdkAndBouncyCastleOnly = classes()
            .that()
            .resideInAPackage("..x509..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.bouncycastle..", "dev.namespacecerts.x509..");

    @ArchTest
    static final ArchRule rulesKnowX509AndTheJdkOnly = classes()
            .that()
            .resideInAPackage("..rules..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "dev.namespacecerts.x509..", "dev.namespacecerts.rules..");

    @ArchTest
    static final ArchRule demoCertificatesKnowNoCluster = noClasses()
            .that()
            .resideInAPackage("dev.namespacecerts.demo..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..", "io.javaoperatorsdk..", "io.quarkus..", "dev.namespacecerts.watch..");

    @ArchTest
    static final ArchRule theApiKnowsNothingOfOurs = noClasses()
            .that()
            .resideInAPackage("..api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.namespacecerts.x509..",
                    "dev.namespacecerts.rules..",
                    "dev.namespacecerts.bundle..",
                    "dev.namespacecerts.demo..",
                    "dev.namespacecerts.issue..",
                    "dev.namespacecerts.publish..",
                    "dev.namespacecerts.filter..",
                    "dev.namespacecerts.report..",
                    "dev.namespacecerts.watch..",
                    "dev.namespacecerts.cli..");

    @ArchTest
    static final ArchRule nobodyKnowsTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackage("..cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.namespacecerts.cli..");

    @ArchTest
    static final ArchRule thereAreNoCycles =
            slices().matching("dev.namespacecerts.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theTimeIsAskedOfAClockThatWasHandedIn = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.namespacecerts.cli.OperatorBeans")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");
}
