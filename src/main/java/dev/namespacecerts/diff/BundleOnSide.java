package dev.namespacecerts.diff;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.evaluate.BundleInputs;
import dev.namespacecerts.lint.JudgedBundle;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.JudgedCertificate;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.rules.leaf.LeafFilters;
import dev.namespacecerts.rules.leaf.LeafJudge;
import dev.namespacecerts.rules.leaf.LeafVerdict;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.KeyMatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A bundle of one version, and what it accepts. */
final class BundleOnSide {
    private final JudgedBundle judged;
    private final Side side;
    private final boolean strict;
    private final Instant now;
    private final LeafJudge leaves;

    BundleOnSide(JudgedBundle judged, Side side, boolean strict, Instant now) {
        this.judged = judged;
        this.side = side;
        this.strict = strict;
        this.now = now;
        this.leaves = judge(List.of());
    }

    private LeafJudge judge(List<Certificate> more) {
        List<Certificate> authorities =
                new ArrayList<>(judged.judgement().verdict().authorities());
        authorities.addAll(more);
        return new LeafJudge(authorities, filters(), now);
    }

    NamespaceCertificateBundle bundle() {
        return judged.held().object();
    }

    JudgedBundle judged() {
        return judged;
    }

    String file() {
        return side.relative(judged.held().document().file());
    }

    LeafFilters filters() {
        return BundleInputs.filters(bundle(), judged.judgement().filters());
    }

    Verdict verdict() {
        return judged.valid() ? Verdict.Valid : Verdict.Invalid;
    }

    Room room() {
        return Room.of(
                judged.judgement().verdict().usage(),
                judged.judgement().filters().total());
    }

    String temporalNamespace() {
        String name = bundle().getSpec().temporalNamespace();
        return name == null ? "" : name;
    }

    /** Without the demo root, which every run makes anew. */
    List<Certificate> authorities() {
        return judged.judgement().verdict().certificates().stream()
                .filter(ca -> !ca.source().equals(BundleSource.DEMO))
                .map(JudgedCertificate::certificate)
                .toList();
    }

    /** The fields of sources that are not in the repository. */
    Set<String> missing() {
        return new TreeSet<>(judged.missing().keySet());
    }

    Set<String> clientNames() {
        return judged.objects().clients().stream()
                .map(ClientSecret::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Optional<ClientSecret> client(String name) {
        return side.evaluation().repository().client(judged, name);
    }

    Access access(ClientSecret client) {
        return access(client, leaves);
    }

    /** Whether the leaf is accepted while the operator keeps other CAs. */
    Access accessWith(List<Certificate> kept, ClientSecret client) {
        return access(client, judge(kept));
    }

    private Access access(ClientSecret client, LeafJudge judge) {
        LeafVerdict verdict = judge.judge(client);
        boolean withoutKey = client.key() == KeyMatch.MISSING; // a key does not belong into Git
        List<Violation> errors = verdict.violations().stream()
                .filter(Violation::isError)
                .filter(error -> !withoutKey || error.rule() != Rule.EE_10)
                .toList();
        if (errors.isEmpty()) {
            return new Access(Access.Kind.Accepted, verdict.matching(), verdict.path(), Optional.empty());
        }
        boolean open =
                !strict && !judged.missing().isEmpty() && errors.stream().allMatch(error -> error.rule() == Rule.EE_7);
        return open
                ? Access.unknown(
                        "it may chain to a CA of " + String.join(", ", missing()) + ", which is not in the repository")
                : new Access(
                        Access.Kind.Rejected,
                        verdict.matching(),
                        verdict.path(),
                        Optional.of(errors.get(0).message()));
    }
}
