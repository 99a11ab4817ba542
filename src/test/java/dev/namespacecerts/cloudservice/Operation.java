package dev.namespacecerts.cloudservice;

import com.google.protobuf.Any;
import com.google.protobuf.Timestamp;
import io.temporal.api.cloud.cloudservice.v1.UpdateNamespaceRequest;
import io.temporal.api.cloud.namespace.v1.NamespaceSpec;
import io.temporal.api.cloud.operation.v1.AsyncOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An update that runs or has ended. */
final class Operation {
    final String id;
    final UpdateNamespaceRequest request;
    final NamespaceSpec spec;
    Outcome outcome;
    private final Instant started;
    private Duration duration;
    private boolean ended;

    Operation(
            String id,
            UpdateNamespaceRequest request,
            NamespaceSpec spec,
            Outcome outcome,
            Instant started,
            Duration duration) {
        this.id = id;
        this.request = request;
        this.spec = spec;
        this.outcome = outcome;
        this.started = started;
        this.duration = duration;
    }

    /** Whether its time is over, and nobody has noted it yet. */
    boolean endsBy(Instant now) {
        return !ended && outcome != Outcome.ENDLESS && !now.isBefore(started.plus(duration));
    }

    void end() {
        ended = true;
    }

    /** Lets it end now. */
    void finish(Outcome other) {
        outcome = other;
        duration = Duration.ZERO;
    }

    boolean runs() {
        return !ended;
    }

    AsyncOperation.State state(Instant now) {
        if (!ended) {
            return now.isBefore(started.plus(duration.dividedBy(4)))
                    ? AsyncOperation.State.STATE_PENDING
                    : AsyncOperation.State.STATE_IN_PROGRESS;
        }
        return switch (outcome) {
            case FAILED -> AsyncOperation.State.STATE_FAILED;
            case CANCELLED -> AsyncOperation.State.STATE_CANCELLED;
            case REJECTED -> AsyncOperation.State.STATE_REJECTED;
            case FULFILLED, FORGOTTEN, ENDLESS -> AsyncOperation.State.STATE_FULFILLED;
        };
    }

    AsyncOperation message(Instant now, Optional<Duration> checkDuration, String failureReason) {
        AsyncOperation.Builder builder = AsyncOperation.newBuilder()
                .setId(id)
                .setState(state(now))
                .setOperationType("UpdateNamespace")
                .setOperationInput(Any.pack(request))
                .setFailureReason(ended && !outcome.commits() ? failureReason : "")
                .setStartedTime(timestamp(started));
        checkDuration.ifPresent(duration -> builder.setCheckDuration(com.google.protobuf.Duration.newBuilder()
                .setSeconds(duration.getSeconds())
                .setNanos(duration.getNano())));
        if (ended) {
            builder.setFinishedTime(timestamp(started.plus(duration)));
        }
        return builder.build();
    }

    static Timestamp timestamp(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }
}
