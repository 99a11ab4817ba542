package dev.namespacecerts.comparison;

import static dev.namespacecerts.comparison.Der.ascii;
import static dev.namespacecerts.comparison.Der.context;
import static dev.namespacecerts.comparison.Der.explicit;
import static dev.namespacecerts.comparison.Der.sequence;
import static dev.namespacecerts.testing.Bytes.hex;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.TestKeys;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** CAs and leaves with few names and few keys, from which bundles and chains are drawn at random. */
final class FuzzFamily {
    private static final String[] NAMES = {"CN=A", "CN=a", "CN=B", "CN=C", "CN=D", "O=X,CN=B"};
    private static final int AUTHORITIES = 50;
    private static final int LEAVES = 25;
    private static final Clock CLOCK = Clock.fixed(BundleCorpus.NOW, ZoneOffset.UTC);
    private static final List<KeyPair> KEYS = keys();

    private final Random random;
    private final SecureRandom randomness;
    private final boolean circular;
    private final List<Member> authorities = new ArrayList<>();
    private final List<Member> leaves = new ArrayList<>();

    /** @param issuer null for a self-signed certificate */
    private record Member(HeldCertificate certificate, Member issuer) {}

    FuzzFamily(long seed) {
        this.random = new Random(seed);
        this.randomness = TestKeys.seeded("family-" + seed);
        // In some families, CAs with two names below one root issue each other in circles, and hardly differ otherwise.
        this.circular = random.nextInt(3) == 0;
        int names = 3 + random.nextInt(NAMES.length - 2);
        while (authorities.size() < AUTHORITIES) {
            authorities.add(authority(names));
        }
        while (leaves.size() < LEAVES) {
            Member issuer = any(authorities);
            leaves.add(new Member(vary(leaf().issuedBy(issuer.certificate())), issuer));
        }
    }

    /** The text of a bundle. */
    static byte[] bundle(List<HeldCertificate> certificates) {
        return ascii(certificates.stream().map(HeldCertificate::pem).collect(Collectors.joining()));
    }

    /** Certificates that may make a valid bundle. */
    List<HeldCertificate> bundle(Random choice) {
        List<HeldCertificate> bundle = new ArrayList<>();
        for (int i = 1 + choice.nextInt(3); i > 0; i--) {
            addChain(authorities.get(choice.nextInt(authorities.size())), bundle, choice);
        }
        for (int i = circular || choice.nextInt(4) == 0 ? choice.nextInt(6) : 0; i > 0; i--) {
            bundle.add(authorities.get(choice.nextInt(authorities.size())).certificate());
        }
        Collections.shuffle(bundle, choice);
        return bundle;
    }

    /** The bundle and {@code tls.crt} of a client. */
    List<byte[]> client(Random choice) {
        Member leaf = leaves.get(choice.nextInt(leaves.size()));
        List<HeldCertificate> bundle = choice.nextInt(3) == 0 ? bundle(choice) : new ArrayList<>();
        List<HeldCertificate> presented = new ArrayList<>();
        addChain(leaf.issuer(), choice.nextInt(4) == 0 ? presented : bundle, choice);
        for (int i = choice.nextInt(5); i > 0; i--) {
            presented.add(authorities.get(choice.nextInt(authorities.size())).certificate());
        }
        for (HeldCertificate certificate : List.copyOf(bundle)) {
            if (choice.nextInt(3) == 0) {
                presented.add(certificate);
            }
            if (bundle.size() > 1 && choice.nextInt(5) == 0) {
                bundle.remove(certificate);
            }
        }
        Collections.shuffle(presented, choice);
        presented.add(0, leaf.certificate());
        return List.of(bundle(bundle), bundle(presented));
    }

    private static void addChain(Member first, List<HeldCertificate> chain, Random choice) {
        for (Member member = first; member != null && choice.nextInt(20) != 0; member = member.issuer()) {
            chain.add(member.certificate());
        }
    }

    private Member authority(int names) {
        boolean root = authorities.isEmpty() || !circular && random.nextInt(5) == 0;
        int who = circular ? root ? 2 : 3 + random.nextInt(2) : random.nextInt(names);
        KeyPair key = KEYS.get(!circular && random.nextInt(8) == 0 ? random.nextInt(KEYS.size()) : who);
        CertificateBuilder builder = CertificateBuilder.root(NAMES[who])
                .at(CLOCK)
                .randomness(randomness)
                .keyPair(key);
        Member issuer = root ? null : circular ? other(NAMES[who]) : any(authorities);
        if (issuer != null) {
            builder.issuedBy(issuer.certificate());
        }
        return new Member(vary(builder), issuer);
    }

    /** The root, or a CA of another name. */
    private Member other(String name) {
        Member chosen = random.nextInt(3) == 0 ? authorities.get(0) : any(authorities);
        while (chosen.certificate().subject().toString().equals(name)) {
            chosen = any(authorities);
        }
        return chosen;
    }

    private CertificateBuilder leaf() {
        return CertificateBuilder.leaf(random.nextInt(12) == 0 ? "CN=A" : "CN=worker")
                .at(CLOCK)
                .randomness(randomness)
                .keyPair(KEYS.get(random.nextInt(KEYS.size())));
    }

    private Member any(List<Member> members) {
        return members.get(random.nextInt(members.size()));
    }

    private HeldCertificate vary(CertificateBuilder builder) {
        if (circular && random.nextBoolean()) {
            builder.extension("2.5.29.17", false, sequence(context(2, ascii("a.example"))));
        }
        for (int changes = Math.max(0, random.nextInt(5) - (circular ? 4 : 2)); changes > 0; changes--) {
            vary(builder, random);
        }
        return builder.build();
    }

    private static void vary(CertificateBuilder builder, Random random) {
        switch (random.nextInt(26)) {
            case 0 -> builder.basicConstraints(true, true, OptionalInt.of(random.nextInt(3)));
            case 1 -> builder.withoutBasicConstraints();
            case 2 -> builder.keyUsage(KeyUsage.digitalSignature);
            case 3 -> builder.withoutKeyUsage();
            case 4 -> builder.extendedKeyUsage(KeyPurposeId.id_kp_serverAuth);
            case 5 -> builder.extendedKeyUsage(KeyPurposeId.id_kp_clientAuth);
            case 6 -> builder.extendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage);
            case 7 -> builder.extension("1.2.3.4", random.nextBoolean(), hex("0500"));
            case 8 -> builder.subjectKeyIdentifier(hex("010" + random.nextInt(3)));
            case 9 -> builder.authorityKeyIdentifier(hex("010" + random.nextInt(3)));
            case 10 -> builder.signature(hex("3006020101020101"));
            case 11, 12, 13 ->
                builder.extension(
                        "2.5.29.17",
                        false,
                        sequence(context(2, ascii(random.nextBoolean() ? "a.example" : "b.example"))));
            case 14 -> builder.extension("2.5.29.17", random.nextBoolean(), sequence(context(7, hex("0a000001"))));
            case 15 ->
                builder.extension(
                        "2.5.29.30",
                        true,
                        sequence(explicit(random.nextInt(2), sequence(context(2, ascii("a.example"))))));
            case 16 ->
                builder.extension(
                        "2.5.29.30", true, sequence(explicit(0, sequence(context(7, hex("0a000000ff000000"))))));
            case 17 -> builder.extension("2.5.29.36", true, hex("300380010" + random.nextInt(3)));
            case 18 ->
                builder.extension("2.5.29.32", false, hex("300530030601" + (random.nextBoolean() ? "2a" : "2b")));
            case 19 -> builder.extension("2.5.29.32", false, hex("300830060604551d2000"));
            case 20 -> builder.extension("2.5.29.33", true, hex("3008300606012a06012b"));
            case 21 -> builder.extension("2.5.29.54", true, hex("02010" + random.nextInt(2)));
            case 22 -> builder.notAfter(BundleCorpus.NOW.minusSeconds(1));
            case 23 -> builder.notAfter(BundleCorpus.NOW.plus(Duration.ofDays(1)));
            case 24 -> builder.signatureAlgorithm(random.nextBoolean() ? "SHA384withECDSA" : "SHA1withECDSA");
            default -> builder.without("2.5.29.35");
        }
    }

    private static List<KeyPair> keys() {
        List<KeyPair> keys = new ArrayList<>();
        for (int i = 0; i < NAMES.length; i++) {
            keys.add(TestKeys.pair("ECDSA-P256", TestKeys.seeded("fuzz-" + i)));
        }
        return keys;
    }
}
