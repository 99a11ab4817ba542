package dev.namespacecerts.diff;

import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.lint.Finding;
import dev.namespacecerts.lint.Held;
import dev.namespacecerts.lint.JudgedBundle;
import dev.namespacecerts.lint.Level;
import dev.namespacecerts.manifest.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Changes that the API server refuses, although each version by itself is accepted; and changes that cannot be read. */
final class Refusals {
    private static final String IMMUTABLE = "Immutable";

    private final Side before;
    private final Side after;
    private final boolean strict;
    private final List<Finding> findings = new ArrayList<>();

    Refusals(Side before, Side after, boolean strict) {
        this.before = before;
        this.after = after;
        this.strict = strict;
    }

    List<Finding> find(List<Pairs.Pair<JudgedBundle>> bundles) {
        bundles.stream()
                .filter(pair -> pair.before() != null && pair.after() != null)
                .forEach(pair -> bundle(pair.before(), pair.after()));
        Pairs.of(
                        before.evaluation().filters(),
                        after.evaluation().filters(),
                        held -> held.name().toString(),
                        held -> before.origin(held.document()),
                        held -> after.origin(held.document()))
                .stream()
                .filter(pair -> pair.before() != null && pair.after() != null)
                .forEach(pair -> filter(pair.before(), pair.after()));
        submodules();
        return findings;
    }

    private void bundle(JudgedBundle old, JudgedBundle renewed) {
        String was = old.held().object().getSpec().temporalNamespace();
        String is = renewed.held().object().getSpec().temporalNamespace();
        if (was != null && !was.equals(is)) {
            refuse(
                    renewed.held(),
                    "spec.temporalNamespace",
                    was,
                    "The API server refuses the change: temporalNamespace is immutable once set.",
                    "Create another bundle for another Temporal Namespace.");
        }
    }

    private void filter(Held<CertificateFilter> old, Held<CertificateFilter> renewed) {
        if (old.object().unreadable().isPresent()
                || renewed.object().unreadable().isPresent()) {
            return;
        }
        String was = old.object().getSpec().bundleRef().name();
        if (!Objects.equals(was, renewed.object().getSpec().bundleRef().name())) {
            refuse(
                    renewed,
                    "spec.bundleRef.name",
                    was,
                    "The API server refuses the change: bundleRef is immutable.",
                    "Create another filter for the other bundle.");
        }
    }

    private void refuse(Held<?> held, String field, String allowed, String message, String remedy) {
        Place place = held.document().place(field);
        findings.add(Finding.of(IMMUTABLE, Level.Error, place, held.name(), field, message, remedy)
                .allowing(allowed));
    }

    /** What a submodule holds is in another repository. */
    private void submodules() {
        for (Map.Entry<String, String> submodule : after.submodules().entrySet()) {
            if (!submodule.getValue().equals(before.submodules().get(submodule.getKey()))) {
                findings.add(Finding.of(
                        "NotCompared",
                        strict ? Level.Error : Level.Note,
                        Place.of(submodule.getKey()),
                        null,
                        null,
                        "The submodule changes. What it holds is in another repository and was not compared.",
                        "Compare both versions of it in a clone of its repository."));
            }
        }
    }
}
