package dev.namespacecerts.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * An object, and what the API server says of it.
 *
 * @param paths of the problems; empty if the object is accepted
 */
public record SchemaCase(String name, ObjectNode object, List<String> paths) {
    @Override
    public String toString() {
        return name;
    }
}
