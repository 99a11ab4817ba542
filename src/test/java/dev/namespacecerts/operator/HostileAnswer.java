package dev.namespacecerts.operator;

import dev.namespacecerts.api.v1alpha1.CloudSpec;
import io.temporal.api.cloud.namespace.v1.Namespace;
import io.temporal.api.cloud.operation.v1.AsyncOperation;
import java.util.function.Supplier;

/**
 * What a service answers about one Temporal Cloud Namespace.
 *
 * @param spec of the bundle
 * @param answer of reads; null for a usual one
 * @param operation the answer of updates; null if they are refused
 * @param reason of the condition Synchronized
 */
record HostileAnswer(String name, CloudSpec spec, Supplier<Namespace> answer, AsyncOperation operation, String reason) {
    @Override
    public String toString() {
        return name;
    }
}
