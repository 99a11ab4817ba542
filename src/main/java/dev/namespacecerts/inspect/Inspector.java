package dev.namespacecerts.inspect;

import dev.namespacecerts.rules.BundleInput;
import dev.namespacecerts.rules.BundleLimits;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.BundleVerdict;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Usage;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.WellKnownAuthorities;
import dev.namespacecerts.rules.ca.BundleJudge;
import dev.namespacecerts.rules.filter.FilterMatcher;
import dev.namespacecerts.rules.filter.NamedFilter;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.rules.leaf.LeafFilters;
import dev.namespacecerts.rules.leaf.LeafJudge;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.KeyMatch;
import dev.namespacecerts.x509.PemWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Evaluates inputs: CAs as a bundle, leaves as clients of a bundle. */
public final class Inspector {
    private static final Duration EXPIRY_WARNING = Duration.ofDays(15); // as the default of spec.expiryWarning
    private static final int MOST_LEAVES = 100;
    private static final Set<Rule> OF_CHAIN = EnumSet.of(Rule.EE_7, Rule.EE_8);

    private final Instant now;
    private final Optional<List<Certificate>> authorities;
    private final List<NamedFilter> filters;
    private final List<FilterMatcher> matchers;
    private final boolean client;

    /**
     * @param authorities the CAs that leaves must chain to; empty for those of the same input
     * @param filters that apply to leaves
     * @param client whether an input is the certificate chain of a client, whatever it contains
     */
    public Inspector(Instant now, Optional<List<Certificate>> authorities, List<NamedFilter> filters, boolean client) {
        this.now = now;
        this.authorities = authorities;
        this.filters = List.copyOf(filters);
        this.matchers = filters.stream()
                .map(FilterMatcher::of)
                .flatMap(Optional::stream)
                .toList();
        this.client = client;
    }

    /** Evaluates an input. */
    public Inspection inspect(Input input) {
        CertificateTree tree = new CertificateTree(items(input.sources()));
        return new Evaluation(input, tree).result();
    }

    private static List<CertificateItem> items(List<Source> sources) {
        Map<Certificate, CertificateItem> items = new LinkedHashMap<>();
        for (Source source : sources) {
            for (Entry entry : source.entries()) {
                if (entry.certificate() != null) {
                    CertificateItem item =
                            new CertificateItem(entry.certificate(), source, entry.position(), new ArrayList<>());
                    CertificateItem known = items.putIfAbsent(entry.certificate(), item);
                    if (known != null) {
                        known.repeated().add(item.place(sources.size() > 1));
                    }
                }
            }
        }
        return List.copyOf(items.values());
    }

    /** The evaluation of one input. */
    private final class Evaluation {
        private final Input input;
        private final CertificateTree tree;
        private final Map<CertificateItem, List<Violation>> violations = new IdentityHashMap<>();
        private final Map<CertificateItem, List<String>> matching = new IdentityHashMap<>();
        private final List<Violation> general = new ArrayList<>();
        private final List<String> notJudged = new ArrayList<>();
        private Optional<Usage> usage = Optional.empty();
        private boolean incomplete;

        Evaluation(Input input, CertificateTree tree) {
            this.input = input;
            this.tree = tree;
        }

        Inspection result() {
            if (input.server() != null) {
                notJudged.add("The rules are for CA bundles and client certificates, not for what a server presents.");
                return inspection(tree.items().stream().anyMatch(item -> !Validity.isValid(item.certificate(), now)));
            }
            List<CertificateItem> leaves = leaves();
            boolean root =
                    tree.items().stream().anyMatch(item -> tree.role(item).equals("root"));
            if (leaves.isEmpty() || !client && authorities.isEmpty() && root) {
                judgeBundle();
            } else if (leaves.size() < tree.items().size()) {
                notJudged.add("The CAs are judged as part of the chain of the leaf, not as a bundle.");
            }
            if (!leaves.isEmpty()) {
                judgeLeaves(leaves, authorities.isPresent() || root);
            }
            return inspection(false);
        }

        private Inspection inspection(boolean expired) {
            return new Inspection(
                    input,
                    tree,
                    authorities.orElse(List.of()),
                    violations,
                    general,
                    matching,
                    notJudged,
                    usage,
                    incomplete || input.isIncomplete(),
                    expired);
        }

        /** The leaves; with --client the first certificate of each source, if there is none. */
        private List<CertificateItem> leaves() {
            List<CertificateItem> leaves =
                    tree.items().stream().filter(CertificateItem::isLeaf).toList();
            return leaves.isEmpty() && client ? tree.items().stream().limit(1).toList() : leaves;
        }

        private void judgeBundle() {
            Map<String, CertificateItem> items = tree.items().stream()
                    .collect(Collectors.toMap(item -> item.certificate().fingerprint(), item -> item));
            List<BundleSource> sources = input.sources().stream()
                    .map(source -> (BundleSource) new BundleSource.Text(source.name(), source.pem(), source.name()))
                    .toList();
            BundleVerdict verdict = new BundleJudge(BundleLimits.TEMPORAL_CLOUD, WellKnownAuthorities.bundled())
                    .judge(new BundleInput(sources, filters.size(), matchers.size(), EXPIRY_WARNING), now);
            verdict.violations().forEach(violation -> ofBundle(violation, items));
            if (!items.isEmpty() && tree.items().stream().noneMatch(CertificateItem::isLeaf)) {
                usage = Optional.of(verdict.usage());
            }
        }

        private void ofBundle(Violation violation, Map<String, CertificateItem> items) {
            CertificateItem item = violation.fingerprint() == null ? null : items.get(violation.fingerprint());
            if (item == null) {
                general.add(violation);
            } else if (!item.isLeaf()) { // leaves have rules of their own
                violations.computeIfAbsent(item, i -> new ArrayList<>()).add(violation);
            }
        }

        private void judgeLeaves(List<CertificateItem> leaves, boolean rootKnown) {
            List<Certificate> cas = authorities.orElseGet(input::authorities);
            if (cas.size() > BundleLimits.MOST_CERTIFICATES) {
                incomplete = true;
                notJudged.add("The leaves are judged against the first " + BundleLimits.MOST_CERTIFICATES + " of "
                        + cas.size() + " CAs only.");
            }
            LeafJudge judge = new LeafJudge(
                    cas.stream().limit(BundleLimits.MOST_CERTIFICATES).toList(),
                    new LeafFilters(matchers, filters.size(), false),
                    now);
            boolean keyKnown = false;
            for (CertificateItem leaf : leaves.subList(0, Math.min(MOST_LEAVES, leaves.size()))) {
                boolean first = leaf.source().entries().stream()
                        .filter(entry -> entry.certificate() != null)
                        .findFirst()
                        .map(entry -> entry.position() == leaf.position())
                        .orElse(false);
                boolean whole = client || first && leaves.size() == 1;
                byte[] chain = whole ? leaf.source().pem() : PemWriter.certificates(List.of(leaf.certificate()));
                byte[] key = leaf.source().key();
                keyKnown |= key != null;
                var verdict = judge.judge(
                        key == null
                                ? ClientSecret.of(leaf.source().name(), chain, KeyMatch.MISSING)
                                : ClientSecret.read(leaf.source().name(), chain, key));
                List<Violation> found = verdict.violations().stream()
                        .filter(violation -> key != null || violation.rule() != Rule.EE_10)
                        .filter(violation -> rootKnown || !OF_CHAIN.contains(violation.rule()))
                        .map(violation -> Renaming.of(violation, leaf, whole))
                        .toList();
                if (!found.isEmpty()) {
                    violations.computeIfAbsent(leaf, item -> new ArrayList<>()).addAll(found);
                }
                matching.put(leaf, verdict.matching());
            }
            notJudged(leaves.size(), rootKnown, keyKnown);
        }

        private void notJudged(int leaves, boolean rootKnown, boolean keyKnown) {
            if (leaves > MOST_LEAVES) {
                incomplete = true;
                notJudged.add("Only the first " + MOST_LEAVES + " of " + leaves + " leaves are judged.");
            }
            if (!rootKnown) {
                notJudged.add(
                        "The chain of the leaf (EE-7, EE-8) is not judged, because the input has no root CA. Name the"
                                + " CAs with --ca FILE.");
            }
            if (!keyKnown) {
                notJudged.add("The private key of the leaf (EE-10) is not judged, because the input has none.");
            }
        }
    }
}
