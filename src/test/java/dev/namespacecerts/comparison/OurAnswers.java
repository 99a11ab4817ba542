package dev.namespacecerts.comparison;

import dev.namespacecerts.rules.BundleInput;
import dev.namespacecerts.rules.BundleLimits;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.BundleVerdict;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.rules.ca.BundleJudge;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.rules.leaf.LeafFilters;
import dev.namespacecerts.rules.leaf.LeafJudge;
import dev.namespacecerts.x509.BothVerifiers;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.CertificateFormatException;
import dev.namespacecerts.x509.CertificateParser;
import dev.namespacecerts.x509.KeyMatch;
import dev.namespacecerts.x509.PemBlock;
import dev.namespacecerts.x509.PemReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The operator's answer to a question: empty if it accepts the input, else the reasons. */
final class OurAnswers {
    private static final BundleJudge JUDGE =
            new BundleJudge(new BundleLimits(100, 1 << 20), WellKnownAuthorities.bundled());
    private static final LeafFilters OPEN = new LeafFilters(List.of(), 0, false);

    private static final Set<Rule> ABOUT_KEYS = Set.of(Rule.EE_4, Rule.EE_10, Rule.EE_11);

    static {
        BothVerifiers.use(); // for all tests of this JVM
    }

    private OurAnswers() {}

    /**
     * The operator's answer.
     *
     * @param reasons for which the input is rejected, or for which clients written in Go are reported to have problems
     *     with it
     * @param asked the question for Go: of a bundle, the content that would be published, and the text
     */
    record Answer(List<String> reasons, Question asked) {}

    static Answer to(Question question) {
        return switch (question.kind()) {
            case CERTIFICATE -> new Answer(certificate(question.parts().get(0)), question);
            case BUNDLE -> bundle(question);
            case LEAF -> new Answer(leaf(question), question);
            case KEY -> new Answer(key(question), question);
        };
    }

    private static Answer bundle(Question question) {
        byte[] text = question.parts().get(0);
        BundleSource source = new BundleSource.Text("bundle", text);
        BundleVerdict verdict =
                JUDGE.judge(new BundleInput(List.of(source), 0, 0, Duration.ofDays(15)), question.now());
        return new Answer(
                texts(verdict.violations().stream().filter(Violation::isError)),
                question.with(question.name(), List.of(verdict.canonicalPem(), text)));
    }

    private static List<String> certificate(byte[] der) {
        try {
            CertificateParser.parse(der);
            return List.of();
        } catch (CertificateFormatException e) {
            return List.of(e.getMessage());
        }
    }

    private static List<String> leaf(Question question) {
        List<Certificate> authorities = PemReader.read(question.parts().get(0)).stream()
                .filter(block -> block.der() != null)
                .flatMap(block -> parse(block).stream())
                .distinct()
                .toList();
        ClientSecret secret = ClientSecret.of("client", question.parts().get(1), KeyMatch.PKCS8);
        return texts(new LeafJudge(authorities, OPEN, question.now())
                .judge(secret).violations().stream().filter(OurAnswers::matters));
    }

    private static Optional<Certificate> parse(PemBlock block) {
        try {
            return Optional.of(CertificateParser.parse(block.der()));
        } catch (CertificateFormatException e) {
            return Optional.empty(); // a bundle omits it too
        }
    }

    /** A byte-order mark before the leaf, because of which Go ignores it, is only a Warning. */
    private static boolean matters(Violation violation) {
        return violation.isError()
                || violation.rule() == Rule.EE_11 && Integer.valueOf(1).equals(violation.position());
    }

    private static List<String> key(Question question) {
        ClientSecret secret = ClientSecret.read(
                "client", question.parts().get(0), question.parts().get(1));
        return texts(new LeafJudge(List.of(), OPEN, question.now())
                .judge(secret).violations().stream().filter(violation -> ABOUT_KEYS.contains(violation.rule())));
    }

    private static List<String> texts(Stream<Violation> violations) {
        return violations
                .map(violation -> violation.rule().id() + ": " + violation.found())
                .toList();
    }
}
