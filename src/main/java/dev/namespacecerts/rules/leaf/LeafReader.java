package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.leaf.ClientSecret.Block;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.CertificateFormatException;
import dev.namespacecerts.x509.Container;
import dev.namespacecerts.x509.KnownCertificates;
import dev.namespacecerts.x509.PemBlock;
import dev.namespacecerts.x509.PemReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code tls.crt}: a leaf and its intermediates. Reports violations of EE-11. */
final class LeafReader {
    private static final int MOST_BYTES = 65_536;
    private static final int MOST_BLOCKS = 32;

    private final List<Violation> violations = new ArrayList<>();
    private final List<Block> ignored = new ArrayList<>();

    /** The violations found while reading. */
    List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** The certificates that do not count because of a byte-order mark. */
    List<Block> ignored() {
        return List.copyOf(ignored);
    }

    /** Parses a certificate that {@link #read} accepted. */
    static Certificate parse(byte[] der) {
        try {
            return KnownCertificates.parse(der);
        } catch (CertificateFormatException e) {
            throw new IllegalStateException("it was read before", e);
        }
    }

    /** The blocks of {@code tls.crt} that are certificates. */
    List<Block> read(String name, byte[] chain) {
        if (chain == null) {
            error(
                    null,
                    "no readable Secret with tls.crt",
                    "Secret \"" + name
                            + "\" cannot be read: it does not exist, has no tls.crt, or the operator may not read it.",
                    "Create it in the Kubernetes namespace of the bundle, or correct the reference. If it exists and is"
                            + " not of type kubernetes.io/tls, label it (kubectl label secret " + name
                            + " namespacecerts.dev/source=true).");
            return List.of();
        }
        if (chain.length > MOST_BYTES) {
            error(
                    null,
                    "a text that is too large",
                    "tls.crt is too large. The limit is " + MOST_BYTES + " bytes.",
                    "Put only the leaf and its intermediates there.");
            return List.of();
        }
        List<PemBlock> blocks = PemReader.read(chain);
        Optional<Container.Found> container = Container.insteadOf(blocks, chain);
        if (container.isPresent()) {
            container(container.get());
            return List.of();
        }
        if (blocks.isEmpty()) {
            error(
                    null,
                    "no PEM block",
                    "tls.crt contains no PEM block.",
                    "Put the leaf there as PEM: -----BEGIN CERTIFICATE-----.");
        }
        if (blocks.size() > MOST_BLOCKS) {
            error(
                    null,
                    blocks.size() + " blocks",
                    "tls.crt holds " + blocks.size() + " blocks. Only the first " + MOST_BLOCKS + " are read.",
                    "Put only the leaf and its intermediates there.");
        }
        List<Block> certificates = new ArrayList<>();
        blocks.stream().limit(MOST_BLOCKS).forEach(block -> read(block, certificates));
        return List.copyOf(certificates);
    }

    private void container(Container.Found found) {
        boolean blank = found.container() == Container.EMPTY || found.container() == Container.WHITE_SPACE;
        error(
                null,
                found.what(),
                found.message(Leaf.CHAIN),
                blank ? "Put the leaf and its intermediates into tls.crt as PEM." : inSecret(found.remedy()));
    }

    /**
     * Warns about a byte-order mark. A leaf after one is still evaluated, because some clients can read it. An
     * intermediate after one is ignored, because it must be readable for all clients.
     */
    private void byteOrderMark(PemBlock block) {
        violations.add(Violation.warning(Rule.EE_11)
                .at(Leaf.CHAIN, block.position())
                .found("a byte-order mark")
                .allowed("BEGIN at the start of its line")
                .because(
                        "A byte-order mark precedes block " + block.position()
                                + " of tls.crt. Clients written in Go ignore that block, so "
                                + (block.position() == 1
                                        ? "they cannot load the certificate; Java and OpenSSL can."
                                        : "it does not count."),
                        removeMark(block.position())));
    }

    static String removeMark(int position) {
        return "Remove the byte-order mark before block " + position + " of tls.crt.";
    }

    private void read(PemBlock block, List<Block> certificates) {
        String place = "Block " + block.position() + " of tls.crt";
        if (block.der() == null) {
            unread(block, place);
            return;
        }
        try {
            byte[] der = KnownCertificates.parse(block.der()).der(); // many Secrets have the same intermediates
            if (block.byteOrderMark()) {
                byteOrderMark(block);
            }
            boolean counts = block.position() == 1 || !block.byteOrderMark();
            (counts ? certificates : ignored).add(new Block(der, block.position()));
        } catch (CertificateFormatException e) {
            error(
                    block.position(),
                    e.getMessage(),
                    place + " is rejected by Temporal Cloud's parser: " + e.getMessage() + ".",
                    "Reissue the certificate without this defect.");
        }
    }

    private void unread(PemBlock block, String place) {
        switch (block.kind()) {
            case PRIVATE_KEY ->
                notCertificate(
                        block,
                        "a private key",
                        place + " is a private key, not a certificate.",
                        "Put only CERTIFICATE blocks into tls.crt, and the key into tls.key.");
            case OTHER_KNOWN ->
                notCertificate(
                        block,
                        "a block of type " + block.label(),
                        place + " has the type " + block.label() + ", not CERTIFICATE.",
                        holdsNoCertificate(block.label())
                                ? "Remove block " + block.position() + ". tls.crt may hold only CERTIFICATE blocks."
                                : inSecret(block.remedy()));
            default ->
                notCertificate(
                        block,
                        block.label() + ": " + block.problem(),
                        place + " (" + block.label() + ") cannot be read: " + block.problem() + ".",
                        inSecret(block.remedy()));
        }
    }

    private static boolean holdsNoCertificate(String label) {
        return label.endsWith("PUBLIC KEY") || label.endsWith("PARAMETERS");
    }

    private void notCertificate(PemBlock block, String found, String message, String remedy) {
        violations.add(Violation.error(Rule.EE_11)
                .at(Leaf.CHAIN, block.position())
                .found(found)
                .allowed("CERTIFICATE blocks only")
                .because(message, remedy));
    }

    private static String inSecret(String remedy) {
        return remedy.replace("ca.crt", Leaf.CHAIN).replace("the CA certificates", "the leaf and its intermediates");
    }

    private void error(Integer position, String found, String message, String remedy) {
        violations.add(Violation.error(Rule.EE_11)
                .at(Leaf.CHAIN, position)
                .found(found)
                .allowed("a readable Secret whose tls.crt holds a leaf and its intermediates")
                .because(message, remedy));
    }
}
