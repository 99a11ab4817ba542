package dev.namespacecerts.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.rules.ca.BundleJudge;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.rules.leaf.LeafFilters;
import dev.namespacecerts.rules.leaf.LeafJudge;
import dev.namespacecerts.rules.leaf.LeafVerdict;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.x509.Caches;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** No certificate is parsed twice, and no signature is verified twice. */
@Isolated // it replaces the caches
class WorkOnceTest {
    private static final BundleJudge JUDGE =
            new BundleJudge(BundleLimits.TEMPORAL_CLOUD, WellKnownAuthorities.bundled());
    private static final HeldCertificate ROOT =
            CertificateBuilder.root("CN=Acme Root,O=Acme").build();

    @Test
    void judgingABundleAgainVerifiesAndParsesNothing() {
        List<HeldCertificate> certificates = withIntermediates(24);
        try (Caches caches = Caches.on()) {
            assertValid(certificates);
            assertThat(caches.parsed()).hasSize(25);
            assertThat(caches.verified()).hasSize(25);
            assertValid(certificates);
            assertThat(caches.parsed()).hasSize(25);
            assertThat(caches.verified()).hasSize(25);
        }
    }

    @Test
    void oneCertificateMoreIsParsedAndVerifiedAlone() {
        List<HeldCertificate> certificates = withIntermediates(10);
        HeldCertificate more = intermediate(10);
        try (Caches caches = Caches.on()) {
            assertValid(certificates);
            certificates.add(more);
            assertValid(certificates);
            assertThat(caches.parsed()).hasSize(12).last().isEqualTo(more.parsed());
            assertThat(caches.verified())
                    .hasSize(12)
                    .last()
                    .isEqualTo(List.of(more.parsed(), ROOT.parsed().publicKey()));
        }
    }

    @Test
    void bundlesThatShareACaVerifyItsSignatureOnce() {
        try (Caches caches = Caches.on()) {
            IntStream.range(0, 20).forEach(i -> assertValid(List.of(ROOT, intermediate(i))));
            assertThat(caches.parsed()).hasSize(21).doesNotHaveDuplicates();
            assertThat(caches.verified()).hasSize(21).doesNotHaveDuplicates();
        }
    }

    @Test
    void aCorruptedSignatureIsRejectedOnceForAll() {
        HeldCertificate corrupted =
                CertificateBuilder.root("CN=Corrupted").signature(new byte[70]).build();
        try (Caches caches = Caches.on()) {
            List<BundleVerdict> verdicts = IntStream.range(0, 3)
                    .mapToObj(i -> judge(List.of(ROOT, corrupted)))
                    .toList();
            assertThat(verdicts).noneMatch(BundleVerdict::valid);
            assertThat(caches.verified()).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void aSecretThatIsReadAgainIsNotComparedWithItsKeyAgain() {
        HeldCertificate leaf =
                CertificateBuilder.leaf("CN=worker").issuedBy(ROOT).build();
        byte[] chain = leaf.pem().getBytes(StandardCharsets.US_ASCII);
        byte[] key = leaf.privateKeyPem().getBytes(StandardCharsets.US_ASCII);
        try (Caches caches = Caches.on()) {
            ClientSecret first = ClientSecret.read("worker", chain, key);
            assertThat(ClientSecret.read("worker", chain, key).content()).isEqualTo(first.content());
            assertThat(caches.compared()).containsExactly(leaf.parsed().publicKey());
        }
    }

    @Test
    void clientsParseAndVerifyTheirIntermediateOnce() {
        HeldCertificate issuing = intermediate(0);
        List<HeldCertificate> leaves = IntStream.range(0, 10)
                .mapToObj(i -> CertificateBuilder.leaf("CN=worker-" + i)
                        .issuedBy(issuing)
                        .build())
                .toList();
        try (Caches caches = Caches.on()) {
            for (int i = 0; i < 2; i++) {
                BundleVerdict bundle = judge(List.of(ROOT));
                LeafJudge clients = new LeafJudge(bundle.authorities(), new LeafFilters(List.of(), 0, false), now());
                assertThat(leaves)
                        .map(leaf -> clients.judge(secret(leaf, issuing)))
                        .allMatch(LeafVerdict::accepted);
            }
            assertThat(caches.parsed()).hasSize(12).doesNotHaveDuplicates();
            assertThat(caches.verified()).hasSize(12).doesNotHaveDuplicates();
        }
    }

    private static ClientSecret secret(HeldCertificate leaf, HeldCertificate issuing) {
        return ClientSecret.read("worker", bytes(leaf.pem() + issuing.pem()), bytes(leaf.privateKeyPem()));
    }

    private static List<HeldCertificate> withIntermediates(int count) {
        List<HeldCertificate> certificates = new ArrayList<>(List.of(ROOT));
        IntStream.range(0, count).mapToObj(WorkOnceTest::intermediate).forEach(certificates::add);
        return certificates;
    }

    private static HeldCertificate intermediate(int number) {
        return CertificateBuilder.intermediate("CN=Acme Issuing " + number + ",O=Acme")
                .issuedBy(ROOT)
                .build();
    }

    private static void assertValid(List<HeldCertificate> certificates) {
        assertThat(judge(certificates).valid()).isTrue();
    }

    private static BundleVerdict judge(List<HeldCertificate> certificates) {
        String text = certificates.stream().map(HeldCertificate::pem).collect(Collectors.joining());
        BundleSource source = new BundleSource.Text("spec.certificates[0]", bytes(text));
        return JUDGE.judge(new BundleInput(List.of(source), 0, 0, Duration.ofDays(15)), now());
    }

    private static Instant now() {
        return ROOT.parsed().notBefore().plus(Duration.ofHours(1));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
