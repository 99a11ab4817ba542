package dev.namespacecerts.sync;

import dev.namespacecerts.rules.Wording;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.DisplayText;
import dev.namespacecerts.x509.PemWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The reasons why nothing is sent, or why a Temporal Cloud Namespace stays different. */
final class SyncHolds {
    static final String ADOPTION_REQUIRED = "AdoptionRequired";
    private static final int MOST_NAMED = 4;
    private static final int LONGEST_NAME = 256;

    private final String temporalNamespace;
    private final Wanted wanted;
    private final CloudNamespace there;
    private final SyncPolicy policy;
    private final SyncLimits limits;
    private final Instant now;

    SyncHolds(
            String temporalNamespace,
            Wanted wanted,
            CloudNamespace there,
            SyncPolicy policy,
            SyncLimits limits,
            Instant now) {
        this.temporalNamespace = temporalNamespace;
        this.wanted = wanted;
        this.there = there;
        this.policy = policy;
        this.limits = limits;
        this.now = now;
    }

    /**
     * The first reason that applies.
     *
     * @param foreign CAs and filters that are not in the bundle and that may not be removed
     */
    Optional<Hold> of(Change change, Result result, Differences foreign) {
        Stream<Supplier<Optional<Hold>>> all = Stream.of(
                wanted::hold,
                () -> ofState(there),
                () -> unreadable(),
                () -> cleared(result),
                () -> lastCa(result),
                () -> overLimit(change, result),
                () -> adoption(foreign));
        return all.map(Supplier::get).flatMap(Optional::stream).findFirst();
    }

    /** Reasons that follow from the state of the Temporal Cloud Namespace. */
    static Optional<Hold> ofState(CloudNamespace there) {
        if (there.isDeleted()) {
            return stalled(
                    "NamespaceNotFound",
                    "The Temporal Cloud Namespace is being deleted. Delete the bundle, or remove spec.cloud.");
        }
        if (there.isChanging()) {
            return Optional.of(new Hold(
                    "InProgress",
                    "Temporal Cloud is changing the Namespace. The operator reads it again when that has ended.",
                    false));
        }
        if (!there.isChangeable()) {
            return stalled(
                    "Refused",
                    "The Temporal Cloud Namespace has the state " + there.state()
                            + ", in which it cannot be changed. Bring it back to Active (see its page in Temporal Cloud).");
        }
        return there.mtls()
                ? Optional.empty()
                : stalled(
                        "MtlsDisabled",
                        "The Temporal Cloud Namespace does not accept client certificates (mTLS is off), and the operator"
                                + " never switches it on. Switch it on in Temporal Cloud, or remove spec.cloud.");
    }

    /** What differs, where nothing may be changed. */
    static Optional<Hold> differs(Differences differences) {
        if (differences.isEmpty()) {
            return Optional.empty();
        }
        String parts = Stream.of(
                        part(differences.missing().size(), "CA", "missing there"),
                        part(differences.unlisted().size(), "CA", "only there"),
                        part(differences.missingFilters().size(), "filter", "missing there"),
                        part(differences.unlistedFilters().size(), "filter", "only there"))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        return Optional.of(new Hold(
                "Differs",
                "The Temporal Cloud Namespace differs from the bundle: " + parts
                        + " (see status.cloud). Nothing is changed, because spec.cloud.mode is Observe. Set it to Sync"
                        + " to change the Temporal Cloud Namespace.",
                false));
    }

    private Optional<Hold> unreadable() {
        return there.readable()
                ? Optional.empty()
                : stalled(
                        "Refused",
                        "A CA certificate of the Temporal Cloud Namespace cannot be decoded, so the operator changes"
                                + " nothing there. Replace it (tcld namespace accepted-client-ca set --namespace "
                                + temporalNamespace + " --ca-certificate-file ca.pem).");
    }

    private Optional<Hold> cleared(Result result) {
        if (!result.filters().isEmpty() || there.filters().isEmpty()) {
            return Optional.empty();
        }
        Optional<Certificate> wellKnown = certificates(result).stream()
                .filter(limits.wellKnown()::contains)
                .findFirst();
        if (wellKnown.isPresent()) {
            return stalled(
                    "WellKnownAuthority",
                    "Nothing is sent: the Temporal Cloud Namespace would have no filter any more, and \""
                            + wellKnown.get().subject()
                            + "\" is a public CA, which issues certificates to everybody. Create a CertificateFilter, or"
                            + " remove the CA first.");
        }
        return policy.clearFilters()
                ? Optional.empty()
                : stalled(
                        "FiltersWouldBeCleared",
                        "Nothing is sent: the Temporal Cloud Namespace has "
                                + Wording.count(there.filters().size(), "filter")
                                + " and would have none any more, so that clients of its CAs would be accepted whatever their"
                                + " names are. Create a CertificateFilter for this bundle, or set"
                                + " spec.cloud.clearFilters to Allow.");
    }

    private Optional<Hold> lastCa(Result result) {
        return result.cas().isEmpty()
                ? stalled(
                        "LastCertificate",
                        "Nothing is sent: the Temporal Cloud Namespace would have no CA any more, and nobody could connect."
                                + " Add a CA to the bundle.")
                : Optional.empty();
    }

    private Optional<Hold> overLimit(Change change, Result result) {
        if (change.isEmpty()) {
            return Optional.empty();
        }
        int bytes = size(result);
        Optional<String> over = result.cas().size() > limits.cas()
                ? Optional.of(Wording.count(result.cas().size(), "CA") + "; " + limits.cas() + " are allowed")
                : bytes > limits.bytes()
                        ? Optional.of(bytes + " bytes of PEM; " + limits.bytes() + " are allowed")
                        : result.filters().size() > limits.filters()
                                ? Optional.of(Wording.count(result.filters().size(), "filter") + "; " + limits.filters()
                                        + " are allowed")
                                : Optional.empty();
        return over.flatMap(found -> stalled(
                "LimitExceeded",
                "Nothing is sent: with the change, the Temporal Cloud Namespace would have " + found
                        + ". It now has " + Wording.count(there.cas().size(), "CA") + " and "
                        + Wording.count(there.filters().size(), "filter")
                        + ", and those that are not in the bundle count too. Remove some of them (see status.cloud), or add"
                        + " fewer at once."));
    }

    /** The size of the PEM of all CAs that can be parsed. */
    private int size(Result result) {
        return PemWriter.certificates(certificates(result)).length;
    }

    private List<Certificate> certificates(Result result) {
        Map<String, Certificate> known = wanted.cas().stream()
                .collect(Collectors.toMap(Certificate::fingerprint, Function.identity(), (a, b) -> a));
        return result.cas().stream()
                .flatMap(ca -> ca.certificate().or(() -> Optional.ofNullable(known.get(ca.fingerprint()))).stream())
                .toList();
    }

    private Optional<Hold> adoption(Differences foreign) {
        if (foreign.isEmpty()) {
            return Optional.empty();
        }
        List<AcceptedCa> expired =
                foreign.unlisted().stream().filter(ca -> ca.isExpired(now)).toList();
        String cas = foreign.unlisted().isEmpty()
                ? ""
                : Wording.count(foreign.unlisted().size(), "CA") + " (SHA-256 "
                        + named(foreign.unlisted().stream().map(AcceptedCa::fingerprint)) + ")";
        String filters = foreign.unlistedFilters().isEmpty()
                ? ""
                : Wording.count(foreign.unlistedFilters().size(), "filter") + " ("
                        + named(foreign.unlistedFilters().stream()
                                .map(filter -> DisplayText.of(filter.toString(), LONGEST_NAME)))
                        + ")";
        return stalled(
                ADOPTION_REQUIRED,
                (expired.isEmpty() ? "" : expired(expired))
                        + "The Temporal Cloud Namespace has "
                        + Stream.of(cas, filters)
                                .filter(part -> !part.isEmpty())
                                .collect(Collectors.joining(" and "))
                        + " that the bundle does not list and the operator did not add. Add them to the bundle, or set"
                        + " spec.cloud.unlisted to Remove.");
    }

    private String expired(List<AcceptedCa> expired) {
        String command = expired.size() == 1
                ? "remove --namespace " + temporalNamespace + " --ca-certificate-fingerprint "
                        + expired.get(0).certificate().orElseThrow().fingerprintSha1()
                : "set --namespace " + temporalNamespace + " --ca-certificate-file ca.pem";
        return Wording.count(expired.size(), "CA") + " in Temporal Cloud expired. It refuses every change until "
                + (expired.size() == 1 ? "it is" : "all of them are") + " removed (tcld namespace accepted-client-ca "
                + command + (expired.size() == 1 ? "). " : ", where ca.pem has the CAs that stay). ");
    }

    private static String named(Stream<String> names) {
        List<String> all = names.toList();
        return String.join(", ", all.subList(0, Math.min(MOST_NAMED, all.size())))
                + (all.size() > MOST_NAMED ? " and " + (all.size() - MOST_NAMED) + " more" : "");
    }

    private static String part(int number, String noun, String what) {
        return number == 0 ? "" : Wording.count(number, noun) + " " + what;
    }

    private static Optional<Hold> stalled(String reason, String message) {
        return Optional.of(new Hold(reason, message, true));
    }
}
