package dev.namespacecerts.cloudservice;

import io.temporal.api.cloud.operation.v1.AsyncOperation;

/** How an operation ends. */
public enum Outcome {
    FULFILLED,
    FAILED,
    CANCELLED,
    REJECTED,
    /** It stays in progress. */
    ENDLESS,
    /** It is fulfilled, but the service does not know its id any more. */
    FORGOTTEN;

    static Outcome of(AsyncOperation.State state) {
        return valueOf(state.name().substring("STATE_".length()));
    }

    boolean commits() {
        return this == FULFILLED || this == FORGOTTEN;
    }
}
