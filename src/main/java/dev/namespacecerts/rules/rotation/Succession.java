package dev.namespacecerts.rules.rotation;

import dev.namespacecerts.x509.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The next order in which CAs are published. A Temporal frontend compares only the first certificate of its CA file and
 * loads a change where that differs. So new CAs come first, in their own order, before those that were published, in the
 * order that these had; and one that is to go is first moved to the front and dropped once servers have loaded that.
 *
 * @param order what is to be published now
 * @param leaving those of them that are not wanted any more
 * @param next when to decide again, where some are leaving
 * @param until when they are dropped, where some are leaving
 */
public record Succession(
        List<Certificate> order, List<Certificate> leaving, Optional<Instant> next, Optional<Instant> until) {

    /**
     * Decides what is published next.
     *
     * @param wanted the CAs that the spec asks for or clients need
     * @param published the CAs as they were published last
     * @param publishedAt since when
     * @param mayStay whether a CA may be published although it is not wanted any more
     * @param settle how long servers may take to load what was published
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
        // A new CA in front is noticed, and with it that others are gone.
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
        // Servers may still have what was published before, in which the one that is to go may have been first.
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
