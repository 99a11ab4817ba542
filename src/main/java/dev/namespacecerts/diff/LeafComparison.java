package dev.namespacecerts.diff;

import dev.namespacecerts.diff.LeafChange.Effect;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.rules.rotation.RetainedCa;
import dev.namespacecerts.x509.Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The known leaves of one bundle: the Secrets that either version names as clients, and the files of {@code --client}. A
 * Secret counts as long as it is there, also if the change removes it from {@code spec.clients}. If only one version has the
 * certificate, but the bundle names it in both, it is compared all the same.
 */
final class LeafComparison {
    private final Optional<BundleOnSide> before;
    private final Optional<BundleOnSide> after;
    private final Verdict verdictAfter;
    private final List<RetainedCa> kept;
    private final Side newSide;
    private final List<LeafChange> changes = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();

    /** @param verdictAfter to tell a bundle that is removed from one that cannot be evaluated */
    LeafComparison(
            Optional<BundleOnSide> before,
            Optional<BundleOnSide> after,
            Verdict verdictAfter,
            List<RetainedCa> kept,
            Side newSide) {
        this.before = before;
        this.after = after;
        this.verdictAfter = verdictAfter;
        this.kept = kept;
        this.newSide = newSide;
    }

    /** The changes, the worst first. */
    List<LeafChange> changes() {
        return changes.stream()
                .sorted(Comparator.comparing(LeafChange::effect).thenComparing(LeafChange::name))
                .toList();
    }

    List<String> unknown() {
        return List.copyOf(unknown);
    }

    /** Compares all known leaves. */
    void compare(String namespace, List<ClientSecret> files) {
        Set<String> names = new TreeSet<>();
        Stream.of(before, after).flatMap(Optional::stream).forEach(side -> names.addAll(side.clientNames()));
        names.forEach(name -> secret(namespace, name));
        for (ClientSecret file : files) {
            add("File", file.name(), Optional.of(file), Optional.of(file));
        }
    }

    private void secret(String namespace, String name) {
        String shown = namespace.isEmpty() ? name : namespace + "/" + name;
        Optional<ClientSecret> old = before.flatMap(side -> side.client(name));
        Optional<ClientSecret> renewed = after.flatMap(side -> side.client(name));
        if (old.isEmpty() && renewed.isEmpty()) {
            unknown.add(shown);
            return;
        }
        boolean isThere = after.isPresent()
                ? after.get().clientNames().contains(name)
                : newSide.evaluation().repository().hasSecret(namespace, name);
        Optional<ClientSecret> was = old.isPresent()
                ? old
                : renewed.filter(leaf ->
                        before.filter(side -> side.clientNames().contains(name)).isPresent());
        add("Secret", shown, was, renewed.isPresent() ? renewed : old.filter(leaf -> isThere));
    }

    private void add(String kind, String name, Optional<ClientSecret> was, Optional<ClientSecret> is) {
        Access old =
                before.isEmpty() ? Access.ABSENT : was.map(before.get()::access).orElse(Access.ABSENT);
        Access now = is.map(this::accessAfter).orElse(Access.ABSENT);
        boolean lost = old.accepted() && now.kind() == Access.Kind.Rejected;
        List<Certificate> held = kept.stream().map(RetainedCa::certificate).toList();
        Access meanwhile =
                lost && !held.isEmpty() && after.isPresent() ? after.get().accessWith(held, is.orElseThrow()) : now;
        effect(old, now, meanwhile.accepted()).ifPresent(effect -> {
            LeafCause cause = new LeafCause(before, after, kept, old, now, meanwhile);
            changes.add(
                    new LeafChange(effect, kind, name, subject(is.isPresent() ? is : was), old, now, cause.of(effect)));
        });
    }

    private Access accessAfter(ClientSecret leaf) {
        if (after.isPresent()) {
            return after.get().access(leaf);
        }
        return verdictAfter == Verdict.Unreadable
                ? Access.unknown("the bundle cannot be evaluated")
                : new Access(Access.Kind.Rejected, List.of(), List.of(), Optional.of("The bundle is removed."));
    }

    private static Optional<Effect> effect(Access old, Access now, boolean isKept) {
        return switch (now.kind()) {
            case Accepted ->
                old.accepted()
                        ? Optional.empty()
                        : Optional.of(old.kind() == Access.Kind.Absent ? Effect.Added : Effect.Gains);
            case Rejected ->
                switch (old.kind()) {
                    case Accepted -> Optional.of(isKept ? Effect.Kept : Effect.LockedOut);
                    case Unknown -> Optional.of(Effect.Undecided);
                    case Absent -> Optional.of(Effect.Added);
                    case Rejected -> Optional.empty();
                };
            case Unknown ->
                switch (old.kind()) {
                    case Accepted, Rejected -> Optional.of(Effect.Undecided);
                    case Absent -> Optional.of(Effect.Added);
                    case Unknown -> Optional.empty();
                };
            case Absent -> old.kind() == Access.Kind.Absent ? Optional.empty() : Optional.of(Effect.Removed);
        };
    }

    private static String subject(Optional<ClientSecret> leaf) {
        return leaf.filter(found -> !found.certificates().isEmpty())
                .map(found ->
                        found.certificates().get(found.leafIndex()).subject().toString())
                .filter(Objects::nonNull)
                .orElse("");
    }
}
