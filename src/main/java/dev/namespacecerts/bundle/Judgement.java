package dev.namespacecerts.bundle;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.filter.FilterVerdicts;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.BundleVerdict;
import dev.namespacecerts.rules.ca.BundleJudge;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.rules.leaf.LeafJudge;
import dev.namespacecerts.rules.leaf.LeafVerdict;
import dev.namespacecerts.rules.rotation.Retained;
import dev.namespacecerts.rules.rotation.Succession;
import dev.namespacecerts.x509.PemWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Judge: what the rules say of a bundle and of its clients.
 *
 * @param verdict on the CAs of the spec, and those that are kept for clients
 * @param retained the CAs that are kept for clients
 * @param clients the verdicts on the clients, in the order of their names
 * @param succession the CAs that are to be published, in that order
 * @param last what was published last
 * @param cut whether there may be more clients than were looked at
 */
record Judgement(
        BundleVerdict verdict,
        List<Retained> retained,
        List<LeafVerdict> clients,
        Succession succession,
        RotationRecord last,
        boolean cut) {
    private static final String RETAINED = "status.rotation.retained";

    static Judgement of(
            NamespaceCertificateBundle bundle,
            List<BundleSource> sources,
            FilterVerdicts filters,
            List<ClientSecret> clients,
            BundleJudge judge,
            RotationRecord last,
            Instant now) {
        BundleVerdict verdict = judge.judge(BundleInputs.of(bundle, sources, filters), now);
        List<Retained> retained = Rotation.retained(bundle, verdict, filters, clients, last, now);
        if (!retained.isEmpty()) {
            List<BundleSource> all = new ArrayList<>(sources);
            all.add(new BundleSource.Text(
                    RETAINED,
                    PemWriter.certificates(
                            retained.stream().map(Retained::certificate).toList())));
            verdict = judge.judge(BundleInputs.of(bundle, all, filters), now);
        }
        LeafJudge leafJudge = new LeafJudge(verdict.authorities(), BundleInputs.filters(bundle, filters), now);
        return new Judgement(
                verdict,
                retained,
                clients.stream().map(leafJudge::judge).toList(),
                Rotation.succession(bundle, verdict, filters, last, now),
                last,
                Rotation.isCut(bundle, clients));
    }
}
