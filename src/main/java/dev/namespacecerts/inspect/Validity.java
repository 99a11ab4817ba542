package dev.namespacecerts.inspect;

import dev.namespacecerts.rules.Wording;
import dev.namespacecerts.x509.Certificate;
import java.time.Duration;
import java.time.Instant;

/** How long a certificate is still valid, in words. */
final class Validity {
    private Validity() {}

    /** For example "expires in 37 days", "expired 3 days ago" or "not yet valid: in 2 hours". */
    static String of(Certificate certificate, Instant now) {
        if (certificate.notBefore().isAfter(now)) {
            return "not yet valid: in " + amount(Duration.between(now, certificate.notBefore()));
        }
        Duration left = Duration.between(now, certificate.notAfter());
        return left.isNegative() ? "expired " + amount(left.negated()) + " ago" : "expires in " + amount(left);
    }

    static boolean isValid(Certificate certificate, Instant now) {
        return !certificate.notBefore().isAfter(now) && !certificate.notAfter().isBefore(now);
    }

    /** Whole days until it expires; negative if it has expired. */
    static long daysLeft(Certificate certificate, Instant now) {
        return Math.floorDiv(
                Duration.between(now, certificate.notAfter()).toSeconds(),
                Duration.ofDays(1).toSeconds());
    }

    private static String amount(Duration duration) {
        if (duration.toDays() > 0) {
            return counted(duration.toDays(), "day");
        } else if (duration.toHours() > 0) {
            return counted(duration.toHours(), "hour");
        } else if (duration.toMinutes() > 0) {
            return counted(duration.toMinutes(), "minute");
        }
        return counted(duration.toSeconds(), "second");
    }

    private static String counted(long number, String unit) {
        return Wording.count((int) number, unit); // years have four digits in certificates
    }
}
