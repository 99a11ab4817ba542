package dev.namespacecerts.cli;

import dev.namespacecerts.rules.BundleLimits;
import dev.namespacecerts.settings.ClaimScope;
import dev.namespacecerts.settings.CloudHosts;
import dev.namespacecerts.settings.Feature;
import dev.namespacecerts.settings.LabelSelector;
import dev.namespacecerts.settings.Shard;
import dev.namespacecerts.settings.SharedConnections;
import dev.namespacecerts.settings.TemporalNamespaces;
import dev.namespacecerts.watch.MissedChanges;
import dev.namespacecerts.x509.DisplayText;
import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The settings of the operator. They are checked before anything starts, because Quarkus reports a wrong value late, and with a
 * stack trace that does not name the environment variable.
 */
final class StartSettings {
    /** Requests that Temporal Cloud allows a service account per second. */
    private static final int MOST_REQUESTS = 80;

    /** Operations in progress that Temporal Cloud allows in an account. */
    private static final int MOST_OPERATIONS = 10;

    private static final int MOST_PORT = 65_535;
    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final Pattern OBJECT = Pattern.compile(LABEL + "/[a-z0-9]([-.a-z0-9]*[a-z0-9])?");
    private static final Pattern NAMESPACE = Pattern.compile(LABEL);
    private static final Duration LONGEST = Duration.ofHours(24);

    static final String PORT = "quarkus.http.port";
    static final String NAMESPACES = "namespacecerts.namespaces";

    private static final String SWITCH = "Enabled or Disabled";
    private static final List<Setting> ALL = List.of(
            Setting.optional(
                    NAMESPACES,
                    "names of Kubernetes namespaces, separated by commas",
                    value -> Stream.of(value.split(","))
                            .allMatch(name -> NAMESPACE.matcher(name.strip()).matches())),
            Setting.list(
                    Shard.SELECTOR,
                    true,
                    "a label selector, as kubectl get -l takes it, such as shard=a or shard notin (a,b)",
                    LabelSelector::parse),
            Setting.withDefault(ClaimScope.SETTING, "Watched or Cluster", value -> is(value, ClaimScope.values())),
            Setting.withDefault(PORT, "a port from 0 to " + MOST_PORT, between(0, MOST_PORT)),
            Setting.withDefault(
                    "namespacecerts.certificate-limit",
                    "a number from 1 to " + BundleLimits.MOST_CERTIFICATES,
                    between(1, BundleLimits.MOST_CERTIFICATES)),
            Setting.list(
                    TemporalNamespaces.SETTING,
                    true,
                    "<Kubernetes namespace>=<name>.<account> ...;..., where <name> may be *",
                    TemporalNamespaces::parse),
            Setting.optional("namespacecerts.lease", "<namespace>/<name>", OBJECT.asMatchPredicate()),
            Setting.withDefault("namespacecerts.lease-duration", "a duration from 2s to 24h", duration(2)),
            Setting.withDefault("namespacecerts.resync", "a duration from 1s to 24h", duration(1)),
            Setting.withDefault(MissedChanges.INTERVAL, "a duration from 1s to 24h", duration(1)),
            Setting.optional("namespacecerts.seal", "<namespace>/<name>", OBJECT.asMatchPredicate()),
            Setting.withDefault(
                    "namespacecerts.log-level",
                    "ERROR, WARN, INFO or DEBUG",
                    value -> value.matches("ERROR|WARN|INFO|DEBUG")),
            Setting.withDefault("namespacecerts.log-json", "true or false", value -> value.matches("true|false")),
            Setting.withDefault(Feature.DEMO, SWITCH, StartSettings::isFeature),
            Setting.withDefault(Feature.PUBLISHING, SWITCH, StartSettings::isFeature),
            Setting.withDefault(Feature.PUBLISHING_TO_SECRETS, SWITCH, StartSettings::isFeature),
            Setting.withDefault(Feature.CLOUD, SWITCH, StartSettings::isFeature),
            Setting.list(CloudHosts.SETTING, false, "names of hosts, separated by commas", CloudHosts::parse),
            Setting.list(
                    SharedConnections.SETTING,
                    true,
                    "<Secret>/<Kubernetes namespace>=<name>.<account> ...;..., where <name> may be *",
                    SharedConnections::parse),
            Setting.optional(
                    SharedConnections.NAMESPACE_SETTING,
                    "the name of a Kubernetes namespace",
                    NAMESPACE.asMatchPredicate()),
            Setting.withDefault(
                    "namespacecerts.cloud-requests-per-second",
                    "a number from 1 to " + MOST_REQUESTS,
                    between(1, MOST_REQUESTS)),
            Setting.withDefault(
                    "namespacecerts.cloud-operations",
                    "a number from 1 to " + MOST_OPERATIONS,
                    between(1, MOST_OPERATIONS)));

    private StartSettings() {}

    /**
     * Checks every setting.
     *
     * @param values the value of a property, if it is set
     * @return a sentence for each wrong setting
     */
    static List<String> problems(Function<String, Optional<String>> values) {
        return ALL.stream()
                .flatMap(setting ->
                        values.apply(setting.property).flatMap(value -> setting.problem(value.strip())).stream())
                .toList();
    }

    /** The environment variable that sets a property. */
    static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** The environment variables of all settings. */
    static List<String> variables() {
        return ALL.stream().map(setting -> variable(setting.property)).toList();
    }

    private static Predicate<String> between(int least, int most) {
        return value -> {
            int number = Integer.parseInt(value);
            return number >= least && number <= most;
        };
    }

    private static Predicate<String> duration(int leastSeconds) {
        return value -> {
            Duration duration =
                    Optional.ofNullable(new DurationConverter().convert(value)).orElse(Duration.ZERO);
            return duration.compareTo(Duration.ofSeconds(leastSeconds)) >= 0 && duration.compareTo(LONGEST) <= 0;
        };
    }

    private static boolean isFeature(String value) {
        return is(value, Feature.values());
    }

    private static boolean is(String value, Enum<?>... allowed) {
        return Stream.of(allowed).anyMatch(one -> one.name().equalsIgnoreCase(value));
    }

    /**
     * A setting.
     *
     * @param optional whether it may be empty, as if it were not set
     * @param allowed which values it may have, for messages
     * @param wrong the part of a value that is not allowed, if there is one
     */
    private record Setting(
            String property, boolean optional, String allowed, Function<String, Optional<String>> wrong) {
        static Setting optional(String property, String allowed, Predicate<String> check) {
            return new Setting(property, true, allowed, whole(check));
        }

        static Setting withDefault(String property, String allowed, Predicate<String> check) {
            return new Setting(property, false, allowed, whole(check));
        }

        /** A list. The parser's exception has the entry that is wrong as its message. */
        static Setting list(String property, boolean optional, String allowed, Consumer<String> parser) {
            return new Setting(property, optional, allowed, value -> {
                try {
                    parser.accept(value);
                    return Optional.empty();
                } catch (IllegalArgumentException e) {
                    return Optional.of(String.valueOf(e.getMessage()));
                }
            });
        }

        private static Function<String, Optional<String>> whole(Predicate<String> check) {
            return value -> {
                try {
                    return check.test(value) ? Optional.empty() : Optional.of(value);
                } catch (IllegalArgumentException | ArithmeticException e) { // another type, or too large for it
                    return Optional.of(value);
                }
            };
        }

        Optional<String> problem(String value) {
            return optional && value.isEmpty()
                    ? Optional.empty()
                    : wrong.apply(value)
                            .map(part -> variable(property) + (part.equals(value) ? " is " : " has ")
                                    + DisplayText.quoted(part, Commands.SHOWN) + ": it must be " + allowed + ".");
        }
    }
}
