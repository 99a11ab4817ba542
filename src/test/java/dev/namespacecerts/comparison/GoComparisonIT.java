package dev.namespacecerts.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.rules.BundleInput;
import dev.namespacecerts.rules.BundleLimits;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.BundleVerdict;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.rules.ca.BundleJudge;
import dev.namespacecerts.testing.HeldCertificate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Compares CA-11, CA-3 and CA-4 with Go. The corpus is the same in each run. An input that Go rejects and the operator
 * accepts is a bug. Other differences are listed in {@code src/test/resources/comparison} with their reasons.
 */
class GoComparisonIT {
    private static final BundleJudge JUDGE =
            new BundleJudge(new BundleLimits(100, 1 << 20), WellKnownAuthorities.bundled());

    private final List<String> bugs = new ArrayList<>();
    private final List<String> unlisted = new ArrayList<>();

    @Test
    void readsAndRejectsCertificatesAsGoDoes() {
        ReviewedDifferences reviewed = new ReviewedDifferences("certificates.txt");
        Map<String, byte[]> certificates = CertificateCorpus.whole().certificates();
        Map<String, String> go = GoVerdicts.ofCertificates(certificates);
        certificates.forEach((name, der) -> compare(name, der, go.get(name), Facts.of(der), reviewed));

        assertThat(bugs).as("accepted here, refused by Go").isEmpty();
        assertThat(unlisted)
                .as("refused or read otherwise here, and not listed")
                .isEmpty();
        assertThat(reviewed.unused()).as("listed, and no difference any more").isEmpty();
        assertThat(go.values()).filteredOn(GoComparisonIT::accepted).hasSizeGreaterThan(300);
        assertThat(go.values()).filteredOn(answer -> !accepted(answer)).hasSizeGreaterThan(300);
    }

    @Test
    void evaluatesBundlesAsGoDoes() {
        ReviewedDifferences reviewed = new ReviewedDifferences("bundles.txt");
        List<TestBundle> bundles = BundleCorpus.whole().bundles();
        Map<String, String> go = GoVerdicts.ofBundles(bundles);
        int valid = 0;
        for (TestBundle bundle : bundles) {
            BundleVerdict verdict = judge(bundle);
            valid += verdict.valid() ? 1 : 0;
            for (int i = 0; i < bundle.certificates().size(); i++) {
                String name = bundle.name() + " " + i;
                compare(name, go.get(name), errors(verdict, i + 1), verdict, reviewed);
            }
        }

        assertThat(bugs).as("accepted here, refused by Go").isEmpty();
        assertThat(unlisted).as("refused here and not by Go, and not listed").isEmpty();
        assertThat(reviewed.unused()).as("listed, and no difference any more").isEmpty();
        assertThat(valid).isGreaterThan(100);
        assertThat(bundles.size() - valid).isGreaterThan(100);
    }

    private void compare(String name, byte[] der, String go, String ours, ReviewedDifferences reviewed) {
        String difference = name + "\n  Go:   " + go + "\n  here: " + ours + "\n  " + base64(der);
        if (accepted(ours) && !accepted(go)) {
            bugs.add(difference);
        } else if (accepted(go) && !ours.equals(go) && !reviewed.contains(name, ours)) {
            unlisted.add(difference);
        }
    }

    // CA-7 reports the validity of each certificate, so a path through an expired CA is no further error.
    private void compare(
            String name, String go, List<String> errors, BundleVerdict verdict, ReviewedDifferences reviewed) {
        boolean expired = go.contains("expired")
                && verdict.violations().stream().anyMatch(violation -> violation.rule() == Rule.CA_7);
        if (!accepted(go) && errors.isEmpty() && !expired) {
            bugs.add(name + "\n  Go:   " + go + "\n  here: nothing");
        } else if (accepted(go)) {
            errors.stream()
                    .filter(error -> !reviewed.contains(name, error))
                    .forEach(error -> unlisted.add(name + "\n  Go:   " + go + "\n  here: " + error));
        }
    }

    private static BundleVerdict judge(TestBundle bundle) {
        String text = bundle.certificates().stream()
                .map(der -> HeldCertificate.pem("CERTIFICATE", der))
                .collect(Collectors.joining());
        BundleSource source = new BundleSource.Text("bundle", text.getBytes(StandardCharsets.US_ASCII));
        return JUDGE.judge(new BundleInput(List.of(source), 0, 0, Duration.ofDays(15)), bundle.now());
    }

    private static List<String> errors(BundleVerdict verdict, int position) {
        return verdict.violations().stream()
                .filter(Violation::isError)
                .filter(violation -> violation.position() == null || violation.position() == position)
                .map(violation -> violation.rule().id() + ": " + violation.found())
                .toList();
    }

    private static boolean accepted(String answer) {
        return answer.startsWith("ok");
    }

    private static String base64(byte[] der) {
        return Base64.getEncoder().encodeToString(der);
    }
}
