package dev.namespacecerts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.PublicAuthority;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command inspect judges by the rules, and says which certificate issued which. */
class InspectJudgementTest {
    private static final HeldCertificate ROOT =
            CertificateBuilder.root("CN=Root").build();
    private static final HeldCertificate ISSUING =
            CertificateBuilder.intermediate("CN=Issuing").issuedBy(ROOT).build();
    private static final HeldCertificate LEAF =
            CertificateBuilder.leaf("CN=worker,O=Acme").issuedBy(ISSUING).build();
    private static final String NO_ROOT = "The chain of the leaf (EE-7, EE-8) is not judged";

    @TempDir
    private Path folder;

    private static NcbRun of(HeldCertificate... certificates) {
        return of(pem(certificates));
    }

    private static NcbRun of(String text, String... more) {
        return InspectRun.ofInput(text.getBytes(StandardCharsets.UTF_8), more);
    }

    private static String pem(HeldCertificate... certificates) {
        return Arrays.stream(certificates).map(HeldCertificate::pem).collect(Collectors.joining());
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static void violates(NcbRun run, String... texts) {
        assertThat(run.out()).contains(texts);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    private static void violatesNothing(NcbRun run) {
        assertThat(run.out()).endsWith("No rule is violated.\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void casAreJudgedAsABundle() {
        violatesNothing(of(ROOT, ISSUING));
        violates(of(ISSUING), "Error CA-3", "issuer   CN=Root (not in this input)");
        violates(of(PublicAuthority.pem()), "root (public CA)  ", "Error CA-6");
    }

    @Test
    void aCompleteChainIsJudgedAsOne() {
        violatesNothing(of(LEAF, ISSUING, ROOT));
        violatesNothing(of(ROOT, ISSUING, LEAF));
    }

    @Test
    void aChainWithoutItsRootIsJudgedWithoutTheChain() {
        NcbRun run = of(LEAF, ISSUING);
        violatesNothing(run);
        assertThat(run.out()).contains(NO_ROOT, "The CAs are judged as part of the chain of the leaf");
    }

    @Test
    void aChainIsJudgedAgainstTheCasOfAFile() throws IOException {
        String ca = file("ca.pem", ROOT.pem());
        NcbRun run = of(pem(LEAF, ISSUING), "--ca", ca);
        violatesNothing(run);
        assertThat(run.out()).contains("issuer   CN=Root (a CA of --ca)").doesNotContain(NO_ROOT);
        violates(of(LEAF.pem(), "--ca", ca), "Error EE-7");
        violates(
                of(
                        LEAF.pem(),
                        "--ca",
                        file("o.pem", pem(CertificateBuilder.root("CN=Other").build()))),
                "Error EE-7");
    }

    @Test
    void theChainOfAClientHasItsLeafFirst() throws IOException {
        String ca = file("ca.pem", ROOT.pem());
        violates(of(pem(ISSUING, LEAF), "--client", "--ca", ca), "Error EE-7", "wrong order");
        violatesNothing(of(pem(LEAF, ISSUING), "--client", "--ca", ca));
        violates(of(ISSUING.pem(), "--client", "--ca", ca), "Error EE-2");
    }

    /** Several leaves are no chain of one client, so that no rule reports the block. */
    @Test
    void whatCannotBeReadIsAFinding() {
        HeldCertificate other =
                CertificateBuilder.leaf("CN=other").issuedBy(ISSUING).build();
        violatesNothing(of(LEAF, other));
        violates(
                of(pem(LEAF, other) + "-----BEGIN CERTIFICATE-----\nMII!\n-----END CERTIFICATE-----\n"),
                "block 3 cannot be read: CERTIFICATE: its base64 is malformed",
                "Not everything was read and judged.");
    }

    @Test
    void moreLeavesThanAreJudgedAreAFinding() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 101; i++) {
            text.append(CertificateBuilder.leaf("CN=" + i)
                    .issuedBy(ISSUING)
                    .keyPair(LEAF.keyPair())
                    .build()
                    .pem());
        }
        violates(of(text.toString()), "Only the first 100 of 101 leaves are judged.");
    }

    @Test
    void moreCasThanAreUsedAreAFinding() throws IOException {
        StringBuilder text = new StringBuilder(ROOT.pem());
        for (int i = 0; i < 100; i++) {
            text.append(CertificateBuilder.root("CN=" + i)
                    .keyPair(LEAF.keyPair())
                    .build()
                    .pem());
        }
        violates(
                of(pem(LEAF, ISSUING), "--ca", file("ca.pem", text.toString())),
                "against the first 100 of 101 CAs only",
                "Not everything was read and judged.");
    }

    @Test
    void theLimitsOfABundleAndTheUsesOfCertificatesAreShown() {
        assertThat(of(ROOT, ISSUING).out())
                .contains("Bundle: 2 of 25 certificates, ", "uses     CA:TRUE, keyCertSign, cRLSign\n");
        assertThat(of(LEAF).out())
                .contains("uses     CA:FALSE, digitalSignature, clientAuth\n")
                .doesNotContain("Bundle:");
    }

    @Test
    void aKeyInTheInputIsSaidJudgedAndNotShown() throws IOException {
        NcbRun run = of(pem(LEAF, ISSUING, ROOT) + LEAF.privateKeyPem());
        violates(run, "Block 4 of standard input is a private key. It is not shown.", "treat the key as disclosed");
        assertThat(run.out()).doesNotContain("Error EE-10", "(EE-10) is not judged");
        String body = LEAF.privateKeyPem().lines().skip(1).findFirst().orElseThrow();
        assertThat(run.out()
                        + of(pem(LEAF) + LEAF.privateKeyPem(), "--format=json").out())
                .doesNotContain(body);
        violates(of(LEAF.privateKeyPem()), "0 certificates, 1 private key", "Error CA-10");
    }

    @Test
    void filtersAreMatched() throws IOException {
        String filters = file("f.json", "{\"filters\": [{\"commonName\": \"starter\"}, {\"organization\": \"ac*\"}]}");
        NcbRun run = of(pem(LEAF, ISSUING, ROOT), "--filters", filters);
        violatesNothing(run);
        assertThat(run.out()).contains("filters  matches filters[1]\n");
        String other = file("g.json", "{\"filters\": [{\"commonName\": \"starter\"}]}");
        violates(of(pem(LEAF, ISSUING, ROOT), "--filters", other), "Error EE-9", "\"filters[0]\" requires commonName");
        String broken = file("h.json", "{\"filters\": [{\"commonName\": \"a*b\"}, {\"organization\": \"Acme\"}]}");
        violates(of(ROOT.pem(), "--filters", broken), "Error CF-2");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"filters\": [{\"common_name\": \"a\"}]}',unknown key \"common_name\"",
        "'{\"filters\": [{\"commonName\": 1}]}',is not a text",
        "'[]',is not an object",
        "'',The JSON is empty"
    })
    void onlyFiltersOfTcldAreRead(String json, String message) throws IOException {
        NcbRun run = of(ROOT.pem(), "--filters", file("f.json", json));
        assertThat(run.err()).contains("--filters: ", message);
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void anIssuerIsToldByItsSignature() {
        HeldCertificate impostor = CertificateBuilder.root("CN=Root").build();
        violates(
                of(ISSUING, impostor),
                "issuer   CN=Root (block 2 has this name, but its key did not sign this certificate)");
    }

    @Test
    void aCrossSignedCaIsBelowBothRootsAndItsLeafBelowBoth() {
        HeldCertificate other = CertificateBuilder.root("CN=Other").build();
        HeldCertificate cross = CertificateBuilder.intermediate("CN=Issuing")
                .keyPair(ISSUING.keyPair())
                .issuedBy(other)
                .build();
        NcbRun run = of(ROOT, other, ISSUING, cross, LEAF);
        assertThat(run.out())
                .contains(
                        "└─ intermediate  CN=Issuing  (block 3)",
                        "cross-signed: same subject and key as block 4",
                        "└─ intermediate  CN=Issuing  (block 4)",
                        "└─ leaf  CN=worker,O=Acme  (block 5)",
                        "└─ leaf  CN=worker,O=Acme  (block 5, cross-signed, shown above)");
    }

    /** Two CAs that signed each other have no root. */
    @Test
    void aRingOfIssuersIsShownOnce() {
        HeldCertificate a = CertificateBuilder.root("CN=A").build();
        HeldCertificate b = CertificateBuilder.root("CN=B").build();
        HeldCertificate aByB =
                CertificateBuilder.root("CN=A").keyPair(a.keyPair()).issuedBy(b).build();
        HeldCertificate bByA =
                CertificateBuilder.root("CN=B").keyPair(b.keyPair()).issuedBy(a).build();
        NcbRun run = of(aByB, bByA);
        assertThat(run.out().lines().filter(line -> line.contains("serial"))).hasSize(2);
        violates(run, "(block 1, cross-signed, shown above)");
    }

    @Test
    void theSerialIsAsOpensslPrintsIt() {
        assertThat(of(CertificateBuilder.root("CN=R")
                                .serial(BigInteger.valueOf(0xabc))
                                .build())
                        .out())
                .contains("serial   0ABC\n");
    }

    @Test
    void validityIsInWords() {
        Instant now = Instant.parse("2030-01-01T00:00:00Z");
        HeldCertificate root = CertificateBuilder.root("CN=R")
                .notBefore(now)
                .notAfter(now.plus(Duration.ofDays(37)))
                .build();
        assertThat(of(root.pem(), "--now=2030-01-01").out()).contains("expires in 37 days");
        assertThat(of(root.pem(), "--now=2030-02-06T22:00:00Z").out()).contains("expires in 2 hours");
        assertThat(of(root.pem(), "--now=2030-02-08T00:00:01+01:00").out()).contains("expired 23 hours ago");
        violates(of(root.pem(), "--now=2030-02-10"), "expired 3 days ago", "Error CA-7");
        violates(of(root.pem(), "--now=2029-12-31"), "not yet valid: in 1 day", "Error CA-7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "2030-13-01", "2030-01-01T00:00", ""})
    void aTimeIsADateOrHasItsOffset(String time) {
        NcbRun run = of(ROOT.pem(), "--now=" + time);
        assertThat(run.err()).contains("--now");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void jsonHasTheFieldsOfTheDocumentation() throws IOException {
        NcbRun run = of(pem(LEAF, ISSUING, ROOT), "--format=json");
        JsonNode input = new ObjectMapper().readTree(run.out()).path("inputs").path(0);
        String documented = Files.readString(Path.of("docs/inspect.md"));
        for (JsonNode object : new JsonNode[] {input, input.path("certificates").path(0)}) {
            object.fieldNames().forEachRemaining(name -> assertThat(documented).contains("`" + name + "`"));
        }
    }

    @Test
    void usageIsExplained() {
        assertThat(InspectRun.of("--help").out()).contains("Exit codes:", "ncb inspect ca.pem");
        assertThat(InspectRun.of().exitCode()).isEqualTo(2);
        assertThat(InspectRun.of("-", "--format=xml").exitCode()).isEqualTo(2);
    }
}
