package dev.namespacecerts.evaluate;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.BundleVerdict;
import dev.namespacecerts.rules.JudgedCertificate;
import dev.namespacecerts.rules.ca.BundleJudge;
import dev.namespacecerts.rules.leaf.LeafVerdict;
import dev.namespacecerts.rules.rotation.RetainedCa;
import dev.namespacecerts.rules.rotation.Succession;
import dev.namespacecerts.x509.PemWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Results of the rules for a bundle, its filters and its clients.
 *
 * @param filters the verdicts on the filters that refer to the bundle
 * @param verdict on the CAs of the spec and the retained ones
 * @param retained CAs that are not in the spec any more and stay published, because clients need them
 * @param clients the verdicts on the clients, in the order of their names
 * @param succession the CAs to publish, in that order
 * @param last record of the last publication
 * @param cut whether selectors may have found more clients than are evaluated
 * @param mayPublishWellKnown whether public CAs may be published: filters make them acceptable (CA-6), and the spec
 *     allows it
 */
public record Judgement(
        FilterVerdicts filters,
        BundleVerdict verdict,
        List<RetainedCa> retained,
        List<LeafVerdict> clients,
        Succession succession,
        RotationRecord last,
        boolean cut,
        boolean mayPublishWellKnown) {
    private static final String RETAINED = "status.rotation.retained";

    /** @param demo the demo certificates; empty if the spec has no demo */
    public static Judgement of(BundleObjects objects, Optional<DemoStep> demo, BundleJudge judge, Instant now) {
        return of(objects, demo, judge, ClientVerdicts.SHARED, now);
    }

    /** @param known the verdicts on clients that are known already */
    public static Judgement of(
            BundleObjects objects, Optional<DemoStep> demo, BundleJudge judge, ClientVerdicts known, Instant now) {
        NamespaceCertificateBundle bundle = objects.bundle();
        RotationRecord last = objects.published();
        FilterVerdicts filters = FilterVerdicts.of(objects.filters());
        List<BundleSource> sources = new ArrayList<>(objects.sources());
        demo.map(DemoStep::source).ifPresent(sources::add);
        BundleVerdict verdict = judge.judge(BundleInputs.of(bundle, sources, filters), now);
        List<RetainedCa> retained = Rotation.retained(bundle, verdict, filters, objects.clients(), last, now);
        if (!retained.isEmpty()) {
            sources.add(new BundleSource.Certificates(
                    RETAINED, retained.stream().map(RetainedCa::certificate).toList()));
            verdict = judge.judge(BundleInputs.of(bundle, sources, filters), now);
        }
        return new Judgement(
                filters,
                verdict,
                retained,
                known.of(objects, verdict.authorities(), BundleInputs.filters(bundle, filters), now),
                Rotation.succession(bundle, verdict, filters, last, now),
                last,
                Rotation.isCut(bundle, objects.clients()),
                BundleInputs.mayPublishWellKnown(bundle, filters));
    }

    /** The content to publish. */
    public PublishContent content() {
        return new PublishContent(
                PemWriter.certificates(succession.order()),
                verdict.valid(),
                verdict.certificates().stream()
                        .filter(JudgedCertificate::wellKnown)
                        .map(judged -> judged.certificate().subject().toString())
                        .toList(),
                mayPublishWellKnown,
                filters.total());
    }
}
