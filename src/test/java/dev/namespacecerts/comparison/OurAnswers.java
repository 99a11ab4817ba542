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
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.CertificateFormatException;
import dev.namespacecerts.x509.CertificateParser;
import dev.namespacecerts.x509.KeyMatch;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What we say to a question: nothing where we accept it, otherwise why not. */
final class OurAnswers {
    private static final BundleJudge JUDGE =
            new BundleJudge(new BundleLimits(100, 1 << 20), WellKnownAuthorities.bundled());
    private static final LeafFilters OPEN = new LeafFilters(List.of(), 0, false);

    private static final Set<Rule> ABOUT_KEYS = Set.of(Rule.EE_4, Rule.EE_10, Rule.EE_11);

    private OurAnswers() {}

    /** The reasons for which an input is refused, or for which clients in Go are said to have trouble with it. */
    static List<String> to(Question question) {
        return switch (question.kind()) {
            case CERTIFICATE -> certificate(question.parts().get(0));
            case BUNDLE -> texts(bundle(question).violations().stream().filter(Violation::isError));
            case LEAF -> leaf(question);
            case KEY -> key(question);
        };
    }

    /** The question as Go has to answer it: of a bundle it sees what we would publish, and the text. */
    static Question forGo(Question question) {
        return question.kind() == Question.Kind.BUNDLE
                ? question.with(
                        question.name(),
                        List.of(
                                bundle(question).canonicalPem(),
                                question.parts().get(0)))
                : question;
    }

    static BundleVerdict bundle(Question question) {
        BundleSource source = new BundleSource.Text("bundle", question.parts().get(0));
        return JUDGE.judge(new BundleInput(List.of(source), 0, 0, Duration.ofDays(15)), question.now());
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
        List<Certificate> authorities = bundle(question).certificates().stream()
                .map(judged -> judged.certificate())
                .toList();
        ClientSecret secret = ClientSecret.of("client", question.parts().get(1), KeyMatch.PKCS8);
        return texts(new LeafJudge(authorities, OPEN, question.now())
                .judge(secret).violations().stream().filter(OurAnswers::matters));
    }

    /** That the leaf itself is hidden from Go by a byte-order mark is a warning. */
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
