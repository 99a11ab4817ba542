package dev.namespacecerts.diff;

import dev.namespacecerts.evaluate.BundleObjects;
import dev.namespacecerts.evaluate.Judgement;
import dev.namespacecerts.evaluate.RotationRecord;
import dev.namespacecerts.lint.JudgedBundle;
import dev.namespacecerts.rules.BundleLimits;
import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.rules.ca.BundleJudge;
import dev.namespacecerts.rules.rotation.RetainedCa;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The removed CAs that the operator would keep for clients, if it had published the old version. */
final class KeptCas {
    private KeptCas() {}

    static List<RetainedCa> of(BundleOnSide before, BundleOnSide after, Instant now) {
        boolean published = before.bundle().getSpec().publish() != null && before.verdict() == Verdict.Valid;
        if (!published || after.authorities().containsAll(before.authorities())) {
            return List.of();
        }
        RotationRecord last =
                new RotationRecord(null, before.authorities(), now, Map.of(), null, Instant.EPOCH, null, false);
        JudgedBundle judged = after.judged();
        BundleObjects objects = judged.objects();
        return Judgement.of(
                        new BundleObjects(
                                objects.bundle(),
                                objects.sources(),
                                objects.filters(),
                                objects.clients(),
                                objects.claim(),
                                last),
                        Optional.empty(),
                        new BundleJudge(BundleLimits.TEMPORAL_CLOUD, WellKnownAuthorities.bundled()),
                        now)
                .retained();
    }
}
