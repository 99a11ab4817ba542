package dev.namespacecerts.cli.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.google.protobuf.ByteString;
import dev.namespacecerts.cli.failure.CommandException;
import dev.namespacecerts.export.StrictJson;
import dev.namespacecerts.export.TcldFileException;
import io.temporal.api.cloud.namespace.v1.CertificateFilterSpec;
import io.temporal.api.cloud.namespace.v1.MtlsAuthSpec;
import io.temporal.api.cloud.namespace.v1.Namespace;
import io.temporal.api.cloud.namespace.v1.NamespaceSpec;
import io.temporal.api.cloud.resource.v1.ResourceState;
import java.util.Base64;

/**
 * Reads the JSON that {@code tcld namespace get} prints: the message of an older API, in which the CAs are the base64 of their
 * PEM, and client certificates are always accepted.
 */
public final class TcldNamespace {
    /** Maximum size of the JSON in bytes. */
    public static final int MOST_BYTES = StrictJson.MOST_BYTES;

    private static final String EXPECTED =
            " It must be the output of \"tcld namespace get --namespace <name>.<account>\".";

    private TcldNamespace() {}

    /** The message of today's API. */
    public static Namespace read(byte[] json) throws CommandException {
        JsonNode tree = parse(json);
        JsonNode spec = field(tree, "spec");
        String name = text(tree, "namespace", "namespace");
        if (!spec.isObject() || name.isEmpty()) {
            throw new CommandException(
                    "The JSON has no " + (name.isEmpty() ? "field namespace." : "object spec.") + EXPECTED);
        }
        MtlsAuthSpec.Builder mtls = MtlsAuthSpec.newBuilder()
                .setEnabled(true)
                .setAcceptedClientCa(ByteString.copyFrom(pem(text(spec, "acceptedClientCa", "spec.acceptedClientCa"))));
        JsonNode filters = field(spec, "certificateFilters");
        if (!filters.isNull() && !filters.isArray()) {
            throw new CommandException("spec.certificateFilters of the JSON is not a list." + EXPECTED);
        }
        for (int i = 0; i < filters.size(); i++) {
            mtls.addCertificateFilters(filter(filters.get(i), "spec.certificateFilters[" + i + "]"));
        }
        return Namespace.newBuilder()
                .setNamespace(name)
                .setState(ResourceState.RESOURCE_STATE_ACTIVE)
                .setSpec(NamespaceSpec.newBuilder().setMtlsAuth(mtls))
                .build();
    }

    private static JsonNode parse(byte[] json) throws CommandException {
        try {
            return StrictJson.object(json);
        } catch (TcldFileException e) {
            throw new CommandException(e.getMessage() + EXPECTED);
        }
    }

    private static JsonNode field(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value == null ? NullNode.getInstance() : value;
    }

    private static String text(JsonNode object, String name, String path) throws CommandException {
        JsonNode value = field(object, name);
        if (!value.isNull() && !value.isTextual()) {
            throw new CommandException(path + " of the JSON is not a text." + EXPECTED);
        }
        return value.isNull() ? "" : value.textValue();
    }

    private static byte[] pem(String base64) throws CommandException {
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new CommandException("spec.acceptedClientCa of the JSON is not base64." + EXPECTED);
        }
    }

    private static CertificateFilterSpec filter(JsonNode filter, String path) throws CommandException {
        if (!filter.isObject()) {
            throw new CommandException(path + " of the JSON is not an object." + EXPECTED);
        }
        return CertificateFilterSpec.newBuilder()
                .setCommonName(text(filter, "commonName", path + ".commonName"))
                .setOrganization(text(filter, "organization", path + ".organization"))
                .setOrganizationalUnit(text(filter, "organizationalUnit", path + ".organizationalUnit"))
                .setSubjectAlternativeName(text(filter, "subjectAlternativeName", path + ".subjectAlternativeName"))
                .build();
    }
}
