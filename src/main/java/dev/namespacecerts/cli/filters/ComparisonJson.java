package dev.namespacecerts.cli.filters;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.namespacecerts.cli.filters.FilterComparison.Filter;
import dev.namespacecerts.cli.filters.FilterComparison.Mismatch;
import dev.namespacecerts.cli.filters.FilterComparison.Result;
import dev.namespacecerts.export.JsonText;
import dev.namespacecerts.rules.filter.UnmatchedField;
import java.util.Optional;

/** A comparison of filters with leaves for a program. */
public final class ComparisonJson {
    private ComparisonJson() {}

    /**
     * The JSON.
     *
     * @param known clients of a cluster, as its status has them
     */
    public static String of(FilterComparison comparison, Optional<ArrayNode> known) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode filters = json.putArray("filters");
        for (Filter filter : comparison.filters()) {
            ArrayNode violations = filters.addObject()
                    .put("name", filter.name())
                    .put("accepted", filter.errors().isEmpty())
                    .putArray("violations");
            filter.errors()
                    .forEach(error -> violations
                            .addObject()
                            .put("rule", error.rule().id())
                            .put("message", error.message()));
        }
        ArrayNode clients = json.putArray("clients");
        for (Result result : comparison.results()) {
            ObjectNode client = clients.addObject()
                    .put("name", result.leaf().name())
                    .put("subject", result.leaf().certificate().subject().toString())
                    .put("fingerprint", result.leaf().certificate().fingerprint())
                    .put("accepted", result.accepted());
            ArrayNode acceptedBy = client.putArray("acceptedBy");
            result.matching().forEach(acceptedBy::add);
            ArrayNode mismatches = client.putArray("mismatches");
            for (Mismatch mismatch : result.mismatches()) {
                for (UnmatchedField field : mismatch.fields()) {
                    ArrayNode has = mismatches
                            .addObject()
                            .put("filter", mismatch.filter())
                            .put("field", field.name())
                            .put("wants", field.pattern())
                            .putArray("has");
                    field.values().forEach(has::add);
                }
            }
            client.put("verdict", result.verdict());
        }
        known.ifPresent(list -> json.set("knownClients", list));
        return JsonText.of(json);
    }
}
