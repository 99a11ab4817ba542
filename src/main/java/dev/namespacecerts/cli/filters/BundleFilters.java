package dev.namespacecerts.cli.filters;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.cli.failure.CommandException;
import dev.namespacecerts.export.FilterKeys;
import dev.namespacecerts.export.TcldFileException;
import dev.namespacecerts.export.TcldFilterFile;
import dev.namespacecerts.manifest.Document;
import dev.namespacecerts.manifest.Manifests;
import dev.namespacecerts.manifest.Place;
import dev.namespacecerts.manifest.Problem;
import dev.namespacecerts.rules.filter.FilterFields;
import dev.namespacecerts.rules.filter.NamedFilter;
import dev.namespacecerts.x509.DisplayText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The filters of one bundle.
 *
 * @param required whether the bundle accepts no client without a filter
 */
public record BundleFilters(List<NamedFilter> filters, boolean required) {
    private static final int SHOWN = 128;
    private static final int MOST_PROBLEMS = 20;
    private static final String BUNDLE = "NamespaceCertificateBundle";
    private static final String FILTER = "CertificateFilter";
    private static final String BUNDLE_NAME = "/spec/bundleRef/name";
    private static final String GROUP = "namespacecerts.dev/";

    /** The filters of a file of tcld, named by their places in it. */
    public static BundleFilters ofTcld(byte[] json) throws CommandException {
        try {
            return new BundleFilters(TcldFilterFile.named(json), false);
        } catch (TcldFileException e) {
            throw new CommandException("--filters: " + e.getMessage());
        }
    }

    /**
     * The filters of a bundle in manifests.
     *
     * @param bundle {@code name} or {@code namespace/name}; null for the only one that the manifests have or refer to
     */
    public static BundleFilters of(Manifests manifests, String bundle) throws CommandException {
        List<Document> filters = ofKind(manifests, FILTER);
        List<Document> bundles = ofKind(manifests, BUNDLE);
        Set<String> names = new LinkedHashSet<>();
        bundles.forEach(document -> names.add(name(document.namespace(), document.name())));
        filters.forEach(document -> names.add(bundleOf(document)));
        names.removeIf(name -> bundle != null
                && !name.equals(bundle)
                && !name.substring(name.indexOf('/') + 1).equals(bundle));
        if (names.isEmpty()) {
            throw new CommandException(
                    bundle == null
                            ? "The manifests have neither a " + BUNDLE + " nor a " + FILTER + "."
                            : "The manifests have neither " + BUNDLE + " " + DisplayText.quoted(bundle, SHOWN)
                                    + " nor a " + FILTER + " for it.");
        }
        if (names.size() > 1) {
            throw new CommandException("The manifests have several bundles. Choose one with --bundle: "
                    + DisplayText.of(String.join(", ", names), SHOWN) + ".");
        }
        String chosen = names.iterator().next();
        List<NamedFilter> named = new ArrayList<>();
        for (Document filter : filters) {
            if (bundleOf(filter).equals(chosen)) {
                named.add(new NamedFilter(filter.name(), fields(filter)));
            }
        }
        boolean required = bundles.stream()
                .filter(document -> name(document.namespace(), document.name()).equals(chosen))
                .anyMatch(document ->
                        document.content().at("/spec/filterPolicy").asText().equals("Required"));
        return new BundleFilters(List.copyOf(named), required);
    }

    /** Refuses manifests that could not all be read: a filter may be among the others. */
    public static void checkComplete(Manifests manifests) throws CommandException {
        List<Problem> problems = new ArrayList<>(manifests.problems());
        manifests.unjudged().stream()
                .filter(unjudged -> unjudged.document() == null
                        || unjudged.document().kind().equals("CertificateFilter"))
                .forEach(unjudged -> problems.add(
                        new Problem(unjudged.place(), "It " + unjudged.reason() + ". " + unjudged.remedy())));
        if (!problems.isEmpty()) {
            List<String> lines = new ArrayList<>();
            problems.stream()
                    .limit(MOST_PROBLEMS)
                    .forEach(problem -> lines.add(shown(problem.place()) + ": " + problem.message()));
            if (problems.size() > MOST_PROBLEMS) {
                lines.add("and " + (problems.size() - MOST_PROBLEMS) + " more");
            }
            lines.add("Filters may be among what could not be read. Correct it, or choose other paths with -f.");
            throw new CommandException(String.join("\n", lines));
        }
    }

    /** A place in a message. */
    public static String shown(Place place) {
        String line = place.line() == 0 ? "" : ":" + place.line() + (place.column() == 0 ? "" : ":" + place.column());
        return DisplayText.of(place.file(), SHOWN) + line;
    }

    /**
     * Refuses filters that kubectl refuses.
     *
     * @param bundle name of the bundle to which they refer
     */
    public static void check(Manifests manifests, String bundle) throws CommandException {
        for (Document filter : ofKind(manifests, FILTER)) {
            if (filter.content().at(BUNDLE_NAME).asText().equals(bundle)) {
                fields(filter);
            }
        }
    }

    private static List<Document> ofKind(Manifests manifests, String kind) {
        return manifests.documents().stream()
                .filter(document ->
                        document.kind().equals(kind) && document.apiVersion().startsWith(GROUP))
                .toList();
    }

    private static String bundleOf(Document filter) {
        return name(filter.namespace(), filter.content().at(BUNDLE_NAME).asText());
    }

    private static String name(String namespace, String name) {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    /** The fields of a filter in a manifest, as strict as kubectl. */
    private static FilterFields fields(Document filter) throws CommandException {
        String place = shown(filter.place("spec"));
        JsonNode spec = filter.content().path("spec");
        try {
            List<String> known = Stream.concat(Stream.of("bundleRef"), FilterKeys.FIELDS.stream())
                    .toList();
            FilterKeys.check(spec, place + ": the filter", known, "kubectl refuses unknown keys.");
        } catch (TcldFileException e) {
            throw new CommandException(e.getMessage());
        }
        for (String field : FilterKeys.FIELDS) {
            if (spec.has(field) && !spec.get(field).isTextual()) {
                throw new CommandException(place + ": spec." + field + " is not a text. Put it in quotation marks.");
            }
        }
        return new FilterFields(
                spec.path(FilterFields.COMMON_NAME).textValue(),
                spec.path(FilterFields.ORGANIZATION).textValue(),
                spec.path(FilterFields.ORGANIZATIONAL_UNIT).textValue(),
                spec.path(FilterFields.SUBJECT_ALTERNATIVE_NAME).textValue());
    }
}
