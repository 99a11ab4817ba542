package dev.namespacecerts.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A bundle as the field {@code mtlsAuth} of Temporal Cloud's NamespaceSpec, in protobuf's JSON. */
final class CloudApiFile {
    static final String SPEC = "spec";

    private CloudApiFile() {}

    static List<ExportedFile> of(ExportedBundle bundle) {
        ObjectNode spec = JsonNodeFactory.instance.objectNode();
        ObjectNode mtls = spec.putObject("mtlsAuth").put("enabled", true).put("acceptedClientCa", bundle.base64());
        if (!bundle.filters().isEmpty()) {
            JsonText.addFilters(mtls.putArray("certificateFilters"), bundle.filters());
        }
        return List.of(new ExportedFile(SPEC, "namespace-spec.json", JsonText.of(spec)));
    }
}
