package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.x509.Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * EE-7: the blocks of {@code tls.crt} are the leaf and then its CAs. Each block occurs once and is followed by its
 * issuer. Go accepts the CAs in any order. A Java KeyStore, and so the Java SDK, does not.
 *
 * <p>The remedies keep every chain that the leaf needs until it expires.
 */
final class BlocksRule implements LeafRule {
    private static final String ALLOWED = "the leaf, then the CA that issued it, then the CA that issued that one";

    @Override
    public void judge(Leaf leaf, Consumer<Violation> violations) {
        if (leaf.own().position() != 1) {
            misplaced(leaf, violations);
        }
        if (leaf.paths().first().path().isEmpty()) {
            return; // unknown without a valid chain
        }
        List<PresentedCertificate> needed = new ArrayList<>();
        for (PresentedCertificate block : leaf.others()) {
            PresentedCertificate same = Stream.concat(Stream.of(leaf.own()), needed.stream())
                    .filter(other -> other.certificate().equals(block.certificate()))
                    .findFirst()
                    .orElse(null);
            if (same != null) {
                repeated(block, same, violations);
            } else if (isSuperfluous(block.certificate(), leaf)) {
                superfluous(block, leaf, violations);
            } else {
                needed.add(block);
            }
        }
        if (leaf.own().position() == 1) {
            order(leaf, needed, violations);
        }
    }

    private static void misplaced(Leaf leaf, Consumer<Violation> violations) {
        int position = leaf.own().position();
        String first = leaf.others().get(0).certificate().subject().toString();
        violations.accept(leaf.error(Rule.EE_7)
                .found("the leaf as block " + position)
                .allowed(ALLOWED)
                .because(
                        "The blocks of tls.crt are in the wrong order: the leaf " + leaf.name() + " is block "
                                + position
                                + ", and block 1 is \"" + first + "\". A TLS client presents block 1 as its own"
                                + " certificate.",
                        "Reorder the blocks of tls.crt: " + positions(leaf, reordered(leaf)) + "."));
    }

    /**
     * The remedy's order of all other blocks: first those on the path, from the leaf upwards, then the rest in their
     * present order.
     */
    private static List<PresentedCertificate> reordered(Leaf leaf) {
        List<Certificate> path = leaf.paths().first().path();
        List<PresentedCertificate> order =
                new ArrayList<>(path.isEmpty() ? List.of() : new LeafPath(path).inOrder(leaf.others()));
        leaf.others().stream().filter(block -> !order.contains(block)).forEach(order::add);
        return order;
    }

    private static void repeated(
            PresentedCertificate block, PresentedCertificate same, Consumer<Violation> violations) {
        violations.accept(Violation.warning(Rule.EE_7)
                .at(block.certificate(), Leaf.CHAIN, block.position())
                .found("a duplicate of block " + same.position())
                .allowed("each certificate once")
                .because(
                        "Block " + block.position() + " of tls.crt, \""
                                + block.certificate().subject() + "\", is a duplicate of block "
                                + same.position() + ". Java clients cannot read such a chain.",
                        "Remove block " + block.position() + " from tls.crt."));
    }

    private static boolean isSuperfluous(Certificate certificate, Leaf leaf) {
        LeafPaths paths = leaf.paths();
        return !paths.first().path().contains(certificate)
                && !paths.mayHaveIssuedTheLeaf(certificate)
                && !paths.all().isEmpty()
                && paths.all().stream().noneMatch(path -> path.certificates().contains(certificate));
    }

    private static void superfluous(PresentedCertificate block, Leaf leaf, Consumer<Violation> violations) {
        violations.accept(Violation.warning(Rule.EE_7)
                .at(block.certificate(), Leaf.CHAIN, block.position())
                .found("a certificate that no valid chain of the leaf needs")
                .allowed(ALLOWED)
                .because(
                        "Block " + block.position() + " of tls.crt, \""
                                + block.certificate().subject() + "\", is on no valid chain from " + leaf.name()
                                + " to a root of the bundle. Java clients cannot read a chain in which a block did not"
                                + " issue the one before it.",
                        "Remove block " + block.position() + " from tls.crt."));
    }

    private static void order(Leaf leaf, List<PresentedCertificate> needed, Consumer<Violation> violations) {
        if (isInOrder(leaf.certificate(), needed)
                || new LeafPath(leaf.paths().first().path()).inOrder(needed).equals(needed)) {
            return;
        }
        List<LeafPath> holding = leaf.paths().all().stream()
                .filter(path -> !path.begin().isAfter(leaf.now()))
                .toList();
        if (holding.stream().anyMatch(path -> path.inOrder(needed).equals(needed))) {
            return;
        }
        LeafPath together = holding.stream()
                .filter(path -> path.inOrder(needed).size() == needed.size())
                .findFirst()
                .orElse(null);
        if (together != null) {
            disorder(leaf, together.inOrder(needed), violations);
        } else if (!holding.isEmpty()) {
            severalChains(leaf, needed, violations);
        }
    }

    /** Whether the subject of each block is the issuer of the previous one. */
    private static boolean isInOrder(Certificate leaf, List<PresentedCertificate> blocks) {
        Certificate below = leaf;
        for (PresentedCertificate block : blocks) {
            if (!block.certificate().subject().sameDer(below.issuer())) {
                return false;
            }
            below = block.certificate();
        }
        return true;
    }

    private static void disorder(Leaf leaf, List<PresentedCertificate> order, Consumer<Violation> violations) {
        violations.accept(leaf.warning(Rule.EE_7)
                .found("a chain that is not in order")
                .allowed(ALLOWED)
                .because(
                        "The blocks of tls.crt are not in order. Java clients cannot read such a chain.",
                        "Reorder the blocks of tls.crt: " + positions(leaf, order) + "."));
    }

    /**
     * Warns if the blocks form several chains. Only if one chain is valid as long as all of them together: otherwise
     * the client needs the others later.
     */
    private static void severalChains(Leaf leaf, List<PresentedCertificate> needed, Consumer<Violation> violations) {
        LeafPath longest = leaf.paths().longest();
        Instant last = leaf.paths().end();
        if (longest.end().isBefore(last)
                && longest.end().isBefore(leaf.certificate().notAfter())) {
            return;
        }
        violations.accept(leaf.warning(Rule.EE_7)
                .found("several chains")
                .allowed(ALLOWED)
                .because(
                        "The blocks of tls.crt form several valid chains of " + leaf.name()
                                + ". Clients written in Go can use them; Java clients can read one chain only.",
                        "For Java clients, keep the chain that is valid the longest, in this order of blocks: "
                                + positions(leaf, longest.inOrder(needed)) + "."));
    }

    private static String positions(Leaf leaf, List<PresentedCertificate> others) {
        return Stream.concat(Stream.of(leaf.own()), others.stream())
                .map(block -> String.valueOf(block.position()))
                .collect(Collectors.joining(", "));
    }
}
