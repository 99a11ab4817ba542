package dev.namespacecerts.rules.rotation;

import dev.namespacecerts.x509.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The order in which CAs are published next. A Temporal frontend compares only the first certificate of its CA file,
 * and reloads the file if that differs. So new CAs come first, in their own order, followed by the published ones in
 * their previous order. A CA to remove is first moved to the front, and removed once servers have loaded that.
 *
 * @param order the CAs to publish now
 * @param leaving those of them to remove
 * @param next when to decide again, if CAs are to be removed
 * @param until when they are removed
 */
public record Succession(
        List<Certificate> order, List<Certificate> leaving, Optional<Instant> next, Optional<Instant> until) {

    /**
     * Computes what to publish next.
     *
     * @param wanted CAs of the spec, and those that clients need
     * @param published the last published CAs, in order
     * @param publishedAt time of their publication
     * @param mayStay whether a CA may stay published although it is not wanted
     * @param settle how long servers need to load published CAs
     */
    public static Succession of(
            List<Certificate> wanted,
            List<Certificate> published,
            Instant publishedAt,
            Predicate<Certificate> mayStay,
            Duration settle,
            Instant now) {
        List<Certificate> kept = published.stream().filter(wanted::contains).toList();
        List<Certificate> added =
                wanted.stream().filter(ca -> !published.contains(ca)).toList();
        List<Certificate> leaving = published.stream()
                .filter(ca -> !wanted.contains(ca))
                .filter(mayStay)
                .toList();
        Instant loaded = publishedAt.plus(settle);
        boolean leads = published.stream().limit(1).anyMatch(leaving::contains);
        boolean isLoaded = !now.isBefore(loaded);
        // Servers notice a new CA in front, and so load the removal of others too.
        if (!added.isEmpty() || leaving.isEmpty() || settle.isZero() || (leads && isLoaded)) {
            return new Succession(joined(added, kept), List.of(), Optional.empty(), Optional.empty());
        }
        if (leads) {
            return new Succession(
                    without(published, mayStay, wanted), leaving, Optional.of(loaded), Optional.of(loaded));
        }
        if (isLoaded) {
            Instant dropped = now.plus(settle);
            return new Succession(joined(leaving, kept), leaving, Optional.of(dropped), Optional.of(dropped));
        }
        // Servers may still have the previous file, whose first certificate may be the CA to remove.
        return new Succession(
                without(published, mayStay, wanted), leaving, Optional.of(loaded), Optional.of(loaded.plus(settle)));
    }

    private static List<Certificate> without(
            List<Certificate> published, Predicate<Certificate> mayStay, List<Certificate> wanted) {
        return published.stream()
                .filter(ca -> wanted.contains(ca) || mayStay.test(ca))
                .toList();
    }

    private static List<Certificate> joined(List<Certificate> first, List<Certificate> then) {
        List<Certificate> all = new ArrayList<>(first);
        all.addAll(then);
        return List.copyOf(all);
    }
}
