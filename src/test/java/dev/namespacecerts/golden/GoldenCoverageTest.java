package dev.namespacecerts.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.rules.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule and every reason of every condition has a golden case. */
class GoldenCoverageTest {
    /** The reasons of each condition. */
    private static final Map<String, Set<String>> BUNDLE = Map.of(
            "Valid", Set.of("Valid", "Invalid", "SourceNotFound", "Unreadable"),
            "Ready",
                    Set.of(
                            "Ready",
                            "Invalid",
                            "SourceNotFound",
                            "FilterRejected",
                            "FilterRequired",
                            "ClaimedByAnother",
                            "NotAllowed",
                            "NotPublished",
                            "NotIssued",
                            "Issuing",
                            "NotSynchronized",
                            "Unreadable",
                            "ReconcileFailed",
                            "Suspended"),
            "Stalled",
                    Set.of(
                            "NotStalled",
                            "Invalid",
                            "FilterRejected",
                            "ClaimedByAnother",
                            "NotAllowed",
                            "NotPublished",
                            "NotIssued",
                            "NotSynchronized",
                            "Unreadable"),
            "Expiring", Set.of("NoCertificates", "NotExpiring", "Expiring", "Expired"),
            "Claimed", Set.of("Claimed", "ClaimedByAnother", "NotAllowed"),
            "ClientsAccepted", Set.of("Accepted", "NoClients", "ClientRejected"),
            "Published",
                    Set.of(
                            "Published",
                            "Settling",
                            "NotValid",
                            "LastValidKept",
                            "NotRestorable",
                            "WellKnownAuthority",
                            "TargetIsSource",
                            "TargetNotOwned",
                            "TargetTerminating",
                            "Contested",
                            "Conflict",
                            "Forbidden",
                            "NotWritable",
                            "Disabled"),
            "Rotating", Set.of("NotPublished", "Complete", "WaitingForClients", "Settling"),
            "DemoIssued",
                    Set.of("Issued", "Settling", "Issuing", "SecretNotOwned", "Forbidden", "NotWritable", "Disabled"),
            "Synchronized", // those that no call of Temporal Cloud is needed for; CloudReasonsTest has all
                    Set.of(
                            "Synchronized",
                            "Differs",
                            "InProgress",
                            "NotValid",
                            "AdoptionRequired",
                            "FiltersWouldBeCleared",
                            "MtlsDisabled",
                            "ConnectionNotFound",
                            "ConnectionInvalid",
                            "WrongAccount",
                            "NotAllowed",
                            "ClaimedByAnother"));

    private static final Map<String, Set<String>> FILTER = Map.of(
            "Accepted", Set.of("Accepted", "Invalid", "BundleNotFound", "Unreadable"),
            "Ready", Set.of("Accepted", "Invalid", "BundleNotFound", "Unreadable", "ReconcileFailed"),
            "Stalled", Set.of("NotStalled", "Invalid", "Unreadable"));

    /** Classes that set reasons. */
    private static final List<Path> SOURCES = Stream.of("evaluate", "issue", "publish")
            .map(name -> Path.of("src/main/java/dev/namespacecerts", name))
            .toList();

    private static final Pattern CAMEL_CASE = Pattern.compile("\"([A-Z][a-z]+([A-Z][a-z]+)+)\"");
    private static final Set<String> KINDS = Set.of("ConfigMap");

    /** What a user asked for, and what the operator is about to finish. */
    private static final Set<String> NO_PROBLEM = Set.of("Suspended", "Issuing");

    private static final Path TROUBLESHOOTING = Path.of("docs/troubleshooting.md");
    /** Reasons of Events that no condition has. BundleNoticesTest and EventsIT have a case of each. */
    private static final Set<String> EVENTS = Set.of(
            "AuthorityIssued",
            "AuthorityReplaced",
            "CertificateReleased",
            "CertificateRetained",
            "LeafIssued",
            "LeafRenewed",
            "TargetRecreated",
            "TargetRestored");

    private static final Pattern ROW = Pattern.compile("\\| (`.+?`) \\| .+ \\|");
    private static final Pattern QUOTED = Pattern.compile("`(\\w+)`");

    @Test
    void everyRuleIsViolatedByACase() {
        Set<String> broken = new TreeSet<>();
        out("NamespaceCertificateBundle").forEach(status -> {
            broken.addAll(rules(status));
            status.path("clients").forEach(client -> broken.addAll(rules(client)));
        });
        out("CertificateFilter").forEach(status -> broken.addAll(rules(status)));
        assertThat(broken)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Rule.values()).map(Rule::id).toList());
    }

    @Test
    void everyReasonOccursInACase() {
        assertThat(reasons(out("NamespaceCertificateBundle"))).isEqualTo(BUNDLE);
        assertThat(reasons(out("CertificateFilter"))).isEqualTo(FILTER);
    }

    /** A new reason must be added to the list, and needs a case. */
    @Test
    void noReasonIsUnlisted() throws IOException {
        Set<String> known = new TreeSet<>(KINDS);
        known.addAll(EVENTS);
        Stream.of(BUNDLE, FILTER).forEach(conditions -> {
            known.addAll(conditions.keySet());
            conditions.values().forEach(known::addAll);
        });
        Set<String> words = new TreeSet<>();
        for (Path folder : SOURCES) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    CAMEL_CASE.matcher(Files.readString(file)).results().forEach(word -> words.add(word.group(1)));
                }
            }
        }
        assertThat(words).contains("SourceNotFound", "SecretNotOwned", "TargetNotOwned");
        assertThat(known).containsAll(words);
    }

    static Stream<Arguments> conditions() {
        return Stream.concat(
                BUNDLE.entrySet().stream().map(bundle -> Arguments.of(bundle.getKey(), bundle.getValue())),
                Stream.of(Arguments.of("Accepted", FILTER.get("Ready"))));
    }

    /** {@code CloudReasonsTest} compares those of Synchronized with the page on Temporal Cloud. */
    @ParameterizedTest
    @MethodSource("conditions")
    void thePageExplainsEveryReason(String condition, Set<String> reasons) {
        List<String> explained = explained(line -> line.equals("## " + condition));
        if (condition.equals("Synchronized")) {
            assertThat(explained).contains("Synchronized", "Differs");
        } else {
            assertThat(explained).containsExactlyInAnyOrderElementsOf(reasons);
        }
    }

    /** What is not as it should be has a link to the section of a condition, which explains the reason that it has. */
    @Test
    void statusesLinkToTheReason() {
        for (JsonNode status : Stream.concat(
                        out("NamespaceCertificateBundle").stream(), out("CertificateFilter").stream())
                .toList()) {
            String link = status.path("documentation").asText();
            if (link.isEmpty()) {
                assertThat(stream(status.get("conditions")))
                        .filteredOn(condition -> List.of("Ready", "ClientsAccepted", "Synchronized")
                                .contains(condition.get("type").asText()))
                        .allMatch(condition -> condition.get("status").asText().equals("True")
                                || NO_PROBLEM.contains(condition.get("reason").asText()));
                continue;
            }
            String anchor = link.substring(link.indexOf("/docs/troubleshooting.md#") + 25);
            assertThat(stream(status.get("conditions"))
                            .filter(condition -> condition.get("type").asText().equalsIgnoreCase(anchor))
                            .map(condition -> condition.get("reason").asText()))
                    .as(link)
                    .hasSize(1)
                    .allMatch(reason -> anchor.equals("synchronized")
                            || explained(line -> line.equalsIgnoreCase("## " + anchor))
                                    .contains(reason));
        }
    }

    /** The reasons in the table of a section of the page. */
    private static List<String> explained(Predicate<String> heading) {
        try {
            return Files.readAllLines(TROUBLESHOOTING).stream()
                    .dropWhile(heading.negate())
                    .dropWhile(line -> !line.startsWith("|"))
                    .takeWhile(line -> line.startsWith("|"))
                    .map(ROW::matcher)
                    .filter(row -> row.matches())
                    .flatMap(row -> QUOTED.matcher(row.group(1)).results())
                    .map(reason -> reason.group(1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> out(String kind) {
        return GoldenFiles.names().stream()
                .flatMap(name -> GoldenYaml.read(GoldenFiles.read(name, "out-")).stream())
                .filter(object -> object.get("kind").asText().equals(kind))
                .map(object -> object.get("status"))
                .toList();
    }

    private static List<String> rules(JsonNode judged) {
        return stream(judged.path("violations"))
                .map(violation -> violation.get("rule").asText())
                .toList();
    }

    private static Map<String, Set<String>> reasons(List<JsonNode> statuses) {
        Map<String, Set<String>> reasons = new TreeMap<>();
        statuses.forEach(status -> stream(status.path("conditions"))
                .forEach(condition -> reasons.computeIfAbsent(
                                condition.get("type").asText(), type -> new TreeSet<>())
                        .add(condition.get("reason").asText())));
        return reasons;
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return list.valueStream();
    }
}
