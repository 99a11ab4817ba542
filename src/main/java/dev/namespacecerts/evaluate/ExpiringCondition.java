package dev.namespacecerts.evaluate;

import static dev.namespacecerts.rules.Wording.count;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.rules.BundleVerdict;
import dev.namespacecerts.rules.JudgedCertificate;
import java.time.Instant;

/** The condition Expiring of a bundle. */
final class ExpiringCondition {
    private ExpiringCondition() {}

    static void set(Conditions conditions, NamespaceCertificateBundle bundle, BundleVerdict verdict, Instant now) {
        if (verdict.earliestExpiry().isEmpty()) {
            conditions.set(
                    ConditionTypes.EXPIRING,
                    false,
                    "NoCertificates",
                    "No certificate could be read, so no expiry is known.");
            return;
        }
        Instant end = verdict.earliestExpiry().get();
        Instant warned = now.plus(BundleInputs.expiryWarning(bundle));
        if (now.isAfter(end)) {
            int others = expiredAt(verdict, now) - 1;
            conditions.set(
                    ConditionTypes.EXPIRING,
                    true,
                    "Expired",
                    first(verdict, end) + " expired at " + end + ". Remove or replace it."
                            + (others == 0
                                    ? ""
                                    : " " + count(others, "other has", "others have") + " expired: see violations."));
        } else if (!end.isAfter(warned)) {
            int others = expiredAt(verdict, warned.plusNanos(1)) - 1;
            conditions.set(
                    ConditionTypes.EXPIRING,
                    true,
                    "Expiring",
                    first(verdict, end) + " expires at " + end + ", within the warning time of "
                            + bundle.getSpec().expiryWarning() + ". Add its successor now."
                            + (others == 0
                                    ? ""
                                    : " " + count(others, "other expires", "others expire")
                                            + " within that time: see violations."));
        } else {
            conditions.set(
                    ConditionTypes.EXPIRING,
                    false,
                    "NotExpiring",
                    "No certificate expires before " + end + ", which is beyond the warning time of "
                            + bundle.getSpec().expiryWarning() + ".");
        }
    }

    /** How many certificates have expired at a time. */
    private static int expiredAt(BundleVerdict verdict, Instant time) {
        return (int) verdict.certificates().stream()
                .filter(judged -> time.isAfter(judged.certificate().notAfter()))
                .count();
    }

    /** The certificate that expires first, and where it is. */
    private static String first(BundleVerdict verdict, Instant end) {
        return verdict.certificates().stream()
                .filter(judged -> judged.certificate().notAfter().equals(end))
                .findFirst()
                .map(JudgedCertificate::name)
                .orElseThrow();
    }
}
