package dev.namespacecerts.cli.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.namespacecerts.api.v1alpha1.CertificateSummary;
import dev.namespacecerts.api.v1alpha1.ClientStatus;
import dev.namespacecerts.evaluate.ConditionTypes;
import dev.namespacecerts.export.JsonText;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** Bundles and clients for a program. */
public final class ClusterJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ClusterJson() {}

    /** What {@link StatusText} shows, in full. */
    public static String status(List<BundleView> views) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode bundles = root.putArray("bundles");
        for (BundleView view : views) {
            ObjectNode bundle = head(bundles, view).put("ready", view.ready());
            view.condition(ConditionTypes.READY)
                    .ifPresent(condition ->
                            bundle.put("reason", condition.getReason()).put("message", condition.getMessage()));
            bundle.put("current", view.current())
                    .put("temporalNamespace", view.bundle().getSpec().temporalNamespace());
            ObjectNode conditions = bundle.putObject("conditions");
            for (Condition condition : BundleView.of(view.status().conditions())) {
                conditions.put(condition.getType(), condition.getStatus());
            }
            ArrayNode certificates = bundle.putArray("certificates");
            for (CertificateSummary certificate : BundleView.of(view.status().certificates())) {
                daysLeft(certificates.add(JSON.valueToTree(certificate)), view, certificate.notAfter());
            }
            bundle.set("usage", JSON.valueToTree(view.status().usage()));
            if (view.status().published() != null) {
                bundle.putObject("published")
                        .put("kind", String.valueOf(view.status().published().kind()))
                        .put("name", view.status().published().name())
                        .put("key", view.status().published().key());
            }
            bundle.set("filters", JSON.valueToTree(view.status().filters()));
            bundle.set("clients", JSON.valueToTree(view.clientSummary()));
            ArrayNode violations = bundle.putArray("violations");
            view.violations().forEach(reported -> {
                ObjectNode violation = JSON.valueToTree(reported.violation());
                reported.filter().ifPresent(filter -> violation.put("filter", filter));
                violations.add(violation);
            });
            bundle.put("nextStep", view.nextStep());
        }
        return JsonText.of(root);
    }

    /** What {@link ClientsText} shows, in full. */
    public static String clients(List<BundleView> views) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode bundles = root.putArray("bundles");
        for (BundleView view : views) {
            ObjectNode bundle = head(bundles, view);
            bundle.set("summary", JSON.valueToTree(view.clientSummary()));
            ArrayNode clients = bundle.putArray("clients");
            for (ClientStatus client : view.clients()) {
                daysLeft(clients.add(JSON.valueToTree(client)), view, client.notAfter());
            }
        }
        return JsonText.of(root);
    }

    private static ObjectNode head(ArrayNode bundles, BundleView view) {
        return bundles.addObject().put("namespace", view.namespace()).put("name", view.name());
    }

    private static void daysLeft(ArrayNode list, BundleView view, String notAfter) {
        view.daysLeft(notAfter).ifPresent(days -> ((ObjectNode) list.get(list.size() - 1)).put("daysLeft", days));
    }
}
