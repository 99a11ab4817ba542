package dev.namespacecerts.evaluate;

import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.BundleVerdict;
import dev.namespacecerts.rules.JudgedCertificate;
import dev.namespacecerts.rules.ca.BundleJudge;
import dev.namespacecerts.rules.leaf.LeafJudge;
import dev.namespacecerts.rules.leaf.LeafVerdict;
import dev.namespacecerts.rules.rotation.RetainedCa;
import dev.namespacecerts.rules.rotation.Succession;
import dev.namespacecerts.x509.PemWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the rules say of a bundle, of its filters and of its clients.
 *
 * @param filters the verdicts on the filters that name the bundle
 * @param verdict on the CAs of the spec, and those that are kept for clients
 * @param retained the CAs that are kept for clients
 * @param clients the verdicts on the clients, in the order of their names
 * @param succession the CAs that are to be published, in that order
 * @param last what was published last
 * @param cut whether there may be more clients than were looked at
 * @param mayPublishWellKnown whether public CAs may be published: filters make them acceptable (CA-6), and the spec allows it
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

    /** @param demo the demo certificates, empty where none are asked for */
    public static Judgement of(BundleObjects objects, Optional<DemoStep> demo, BundleJudge judge, Instant now) {
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
        LeafJudge leafJudge = new LeafJudge(verdict.authorities(), BundleInputs.filters(bundle, filters), now);
        return new Judgement(
                filters,
                verdict,
                retained,
                objects.clients().stream().map(leafJudge::judge).toList(),
                Rotation.succession(bundle, verdict, filters, last, now),
                last,
                Rotation.isCut(bundle, objects.clients()),
                BundleInputs.mayPublishWellKnown(bundle, filters));
    }

    /** What is to be published. */
    public PublishContent content() {
        return new PublishContent(
                PemWriter.certificates(succession.order()),
                verdict.valid(),
                verdict.certificates().stream().anyMatch(JudgedCertificate::wellKnown),
                mayPublishWellKnown,
                filters.total());
    }
}
