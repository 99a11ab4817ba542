package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.rules.filter.FilterFields;
import dev.namespacecerts.rules.filter.FilterMatcher;
import dev.namespacecerts.x509.DisplayText;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * EE-9: an accepted filter matches the leaf, if the bundle has or requires filters. If all filters are rejected, no
 * client is accepted.
 */
final class FilterRule implements LeafRule {
    private static final int LONGEST_NAME = 64;

    @Override
    public void judge(Leaf leaf, Consumer<Violation> violations) {
        LeafFilters filters = leaf.filters();
        if (filters.open() || !leaf.matching().isEmpty()) {
            return;
        }
        Violation.Builder error =
                leaf.error(Rule.EE_9).allowed("a certificate that an accepted CertificateFilter matches");
        if (filters.total() == 0) {
            violations.accept(error.found("spec.filterPolicy Required and no CertificateFilter")
                    .because(
                            "spec.filterPolicy is Required and no CertificateFilter refers to this bundle, so no client is"
                                    + " accepted.",
                            "Create a CertificateFilter for the bundle that matches " + leaf.name() + "."));
        } else if (filters.accepted().isEmpty()) {
            violations.accept(error.found("no accepted CertificateFilter among " + filters.total())
                    .because(
                            "Every CertificateFilter of the bundle is rejected, so no client is accepted.",
                            "Correct the filters. Run kubectl describe ncf to see their violations."));
        } else {
            Optional<String> ignored = ignoredCommonName(leaf);
            violations.accept(error.found(UnmatchedFilters.fieldsOf(leaf.certificate()))
                    .because(
                            UnmatchedFilters.message(leaf) + ignored.orElse(""),
                            ignored.isPresent()
                                    ? "Reissue the leaf with one common name, or create a CertificateFilter that matches "
                                            + commonName(leaf) + "."
                                    : "Reissue the leaf with the fields that a filter requires, or create a"
                                            + " CertificateFilter that matches it."));
        }
    }

    private static Optional<String> ignoredCommonName(Leaf leaf) {
        return leaf.filters().accepted().stream()
                .flatMap(filter -> filter.ignoredCommonName(leaf.certificate()).stream()
                        .map(name -> " The leaf has several common names: CertificateFilter \"" + filter.name()
                                + "\" matches " + DisplayText.quoted(name, LONGEST_NAME)
                                + ", but Temporal Cloud compares only " + commonName(leaf)
                                + ", the last one in the encoded subject, which is shown first here."))
                .findFirst();
    }

    private static String commonName(Leaf leaf) {
        return FilterMatcher.fieldsOf(leaf.certificate()).get(FilterFields.COMMON_NAME).stream()
                .map(name -> DisplayText.quoted(name, LONGEST_NAME))
                .findFirst()
                .orElse("none");
    }
}
