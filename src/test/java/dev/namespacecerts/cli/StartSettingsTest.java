package dev.namespacecerts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class StartSettingsTest {
    private static final String ONE_TO_100 = "a number from 1 to 100";
    private static final String SELECTOR =
            "a label selector, as kubectl get -l takes it, such as shard=a or shard notin (a,b)";

    private static List<String> problems(String variable, String value) {
        return StartSettings.problems(
                property -> StartSettings.variable(property).equals(variable) ? Optional.of(value) : Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "QUARKUS_HTTP_PORT|http|a port from 0 to 65535",
                "QUARKUS_HTTP_PORT|65536|a port from 0 to 65535",
                "NAMESPACECERTS_NAMESPACES|payments;shipping|names of Kubernetes namespaces, separated by commas",
                "NAMESPACECERTS_CLAIM_SCOPE|Everywhere|Watched or Cluster",
                "NAMESPACECERTS_BUNDLE_SELECTOR|shard = a b|" + SELECTOR,
                "NAMESPACECERTS_CERTIFICATE_LIMIT|0|" + ONE_TO_100,
                "NAMESPACECERTS_CERTIFICATE_LIMIT|101|" + ONE_TO_100,
                "NAMESPACECERTS_CERTIFICATE_LIMIT|''|" + ONE_TO_100,
                "NAMESPACECERTS_CERTIFICATE_LIMIT|99999999999|" + ONE_TO_100,
                "NAMESPACECERTS_LEASE|operator|<namespace>/<name>",
                "NAMESPACECERTS_LEASE_DURATION|1s|a duration from 2s to 24h",
                "NAMESPACECERTS_LEASE_DURATION|99999999999999999d|a duration from 2s to 24h",
                "NAMESPACECERTS_RESYNC|soon|a duration from 1s to 24h",
                "NAMESPACECERTS_RESYNC|-5m|a duration from 1s to 24h",
                "NAMESPACECERTS_SEAL|a/b/c|<namespace>/<name>",
                "NAMESPACECERTS_CHECK_INTERVAL|0s|a duration from 1s to 24h",
                "NAMESPACECERTS_LOG_LEVEL|LOUD|ERROR, WARN, INFO or DEBUG",
                "NAMESPACECERTS_LOG_JSON|yes|true or false",
                "NAMESPACECERTS_DEMO|maybe|Enabled or Disabled",
                "NAMESPACECERTS_PUBLISHING|true|Enabled or Disabled",
                "NAMESPACECERTS_PUBLISHING_TO_SECRETS|1|Enabled or Disabled",
                "NAMESPACECERTS_CLOUD|''|Enabled or Disabled",
                "NAMESPACECERTS_CLOUD_HOSTS|https://tmprl.cloud|names of hosts, separated by commas",
                "NAMESPACECERTS_CLOUD_SHARED_NAMESPACE|Operator|the name of a Kubernetes namespace",
                "NAMESPACECERTS_CLOUD_REQUESTS_PER_SECOND|81|a number from 1 to 80",
                "NAMESPACECERTS_CLOUD_OPERATIONS|0|a number from 1 to 10",
            })
    void aWrongSettingIsNamedWithWhatIsAllowed(String variable, String value, String allowed) {
        assertThat(problems(variable, value))
                .containsExactly(variable + " is \"" + value + "\": it must be " + allowed + ".");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NAMESPACECERTS_TEMPORAL_NAMESPACES|payments=*.a2dd6;shipping=orders|shipping=orders",
                "NAMESPACECERTS_CLOUD_SHARED|shared/payments=*.a2dd6;other|other",
            })
    void theWrongEntryOfAListIsNamed(String variable, String value, String entry) {
        assertThat(problems(variable, value))
                .singleElement()
                .asString()
                .startsWith(variable + " has \"" + entry + "\": it must be <");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NAMESPACECERTS_NAMESPACES|payments, shipping",
                "NAMESPACECERTS_NAMESPACES|''",
                "NAMESPACECERTS_LEASE|''",
                "NAMESPACECERTS_BUNDLE_SELECTOR|''",
                "NAMESPACECERTS_BUNDLE_SELECTOR|shard notin (a, b), team",
                "NAMESPACECERTS_CLAIM_SCOPE|cluster",
                "NAMESPACECERTS_LEASE|operators/namespace-certificate-operator",
                "NAMESPACECERTS_DEMO|disabled",
                "NAMESPACECERTS_RESYNC|90",
                "NAMESPACECERTS_RESYNC|PT10M",
                "NAMESPACECERTS_CERTIFICATE_LIMIT|' 5 '",
                "QUARKUS_HTTP_PORT|0",
            })
    void whatQuarkusAcceptsIsAccepted(String variable, String value) {
        assertThat(problems(variable, value)).isEmpty();
    }

    @Test
    void aValueCannotForgeALine() {
        assertThat(problems("NAMESPACECERTS_DEMO", "x\n\u001b[1mNAMESPACECERTS_CLOUD"))
                .singleElement()
                .asString()
                .doesNotContain("\n", "\u001b");
    }

    @Test
    void everySettingOfTheHelpIsChecked() {
        String help = new CommandLine(new OperatorCommand(Surroundings.ofProcess())).getUsageMessage();
        assertThat(Pattern.compile("(?:NAMESPACECERTS|QUARKUS)_[A-Z_]+")
                        .matcher(help)
                        .results()
                        .map(MatchResult::group))
                .containsExactlyInAnyOrderElementsOf(StartSettings.variables());
    }
}
