package dev.namespacecerts.cli.adopt;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.namespacecerts.sync.CloudFilter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** JSON as {@code tcld namespace get} prints it, with the fields that adopt reads. */
public final class TcldJson {
    private TcldJson() {}

    /** A Namespace with CAs and filters. */
    public static byte[] of(String name, String pem, CloudFilter... filters) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("namespace", name);
        ObjectNode spec = json.put("resourceVersion", "v7").putObject("spec");
        spec.put("acceptedClientCa", Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII)));
        ArrayNode list = spec.putArray("certificateFilters");
        for (CloudFilter filter : filters) {
            list.addObject()
                    .put("commonName", filter.commonName())
                    .put("organization", filter.organization())
                    .put("organizationalUnit", filter.organizationalUnit())
                    .put("subjectAlternativeName", filter.subjectAlternativeName());
        }
        json.put("state", "Active");
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
