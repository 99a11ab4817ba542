package dev.namespacecerts.cloud;

import dev.namespacecerts.cloud.CloudException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** When a failed call is repeated: after a time that doubles with each failure, up to ten minutes, with jitter. */
final class Retries {
    /** A new Namespace or key answers so for about a minute. */
    static final Duration NEW = Duration.ofMinutes(2);

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration LONGEST_NEW = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 12;

    private final RandomGenerator random;

    Retries(RandomGenerator random) {
        this.random = random;
    }

    /** The failure after another one; null for the first. */
    Session.Failure next(Session.Failure before, Session.Call call, CloudException cause, Instant now) {
        boolean same = before != null && before.cause().kind() == cause.kind();
        int times = before == null ? 1 : before.times() + 1;
        Instant since = same ? before.since() : now;
        Duration wait = first(cause.kind()).multipliedBy(1L << Math.min(times - 1, MOST_DOUBLINGS));
        Duration longest = isNew(cause.kind(), since, now) ? LONGEST_NEW : LONGEST;
        return new Session.Failure(
                call, cause, times, since, now.plus(jittered(wait.compareTo(longest) < 0 ? wait : longest)));
    }

    /** Whether a refusal may be one of a new Namespace or key, which resolves by itself. */
    static boolean isNew(Kind kind, Instant since, Instant now) {
        return (kind == Kind.PERMISSION_DENIED || kind == Kind.NOT_FOUND) && now.isBefore(since.plus(NEW));
    }

    /** A time up to 20 % shorter or longer. */
    Duration jittered(Duration time) {
        return Duration.ofMillis((long) (time.toMillis() * random.nextDouble(0.8, 1.2)));
    }

    /** A random part of a time. */
    Duration part(Duration time) {
        return Duration.ofMillis((long) (time.toMillis() * random.nextDouble()));
    }

    private static Duration first(Kind kind) {
        return switch (kind) {
            case CONFLICT, NOTHING_TO_CHANGE -> Duration.ofSeconds(1);
            case UNAVAILABLE -> Duration.ofSeconds(2);
            case PERMISSION_DENIED, NOT_FOUND -> Duration.ofSeconds(5);
            case REFUSED, THROTTLED, UNAUTHENTICATED -> Duration.ofSeconds(10);
        };
    }
}
