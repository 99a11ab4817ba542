package dev.namespacecerts.report;

import dev.namespacecerts.evaluate.Report;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.javaoperatorsdk.operator.processing.retry.RetryExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Reports that the reconciliation of an object failed: each time in the log, and from the third time on in its status, because
 * most failures are resolved by then. Messages of exceptions are not reported, because they may quote what was read.
 */
@ApplicationScoped
public class FailureReporter {
    /** Interval before the first retry, in milliseconds; it doubles each time. */
    public static final int INITIAL_INTERVAL = 200;

    /** The longest interval between two retries, in milliseconds. */
    public static final int MAX_INTERVAL = 60_000;

    private static final Logger LOG = Logger.getLogger("namespacecerts");
    private static final int QUIET_ATTEMPTS = 2;
    private static final int MOST_CAUSES = 5;
    private static final int MOST_FRAMES = 15;

    /** Number of attempts after which the interval no longer grows. */
    private static final int MOST_ATTEMPTS = 12;

    /** The retry policy that the SDK creates from the reconcilers' annotation with these intervals. */
    private static final GenericRetry RETRY = new GenericRetry()
            .setInitialInterval(INITIAL_INTERVAL)
            .setIntervalMultiplier(2)
            .setMaxInterval(MAX_INTERVAL)
            .setMaxAttempts(Integer.MAX_VALUE);

    private final StatusReporter reporter;

    public FailureReporter(StatusReporter reporter) {
        this.reporter = reporter;
    }

    /**
     * Reports a failure. The SDK retries afterwards.
     *
     * @param object whose reconciliation failed
     * @param whole reads the complete object; empty if it was deleted
     * @param status builds the status, given what failed as part of a sentence
     */
    public <S, T extends CustomResource<?, S>> ErrorStatusUpdateControl<T> report(
            T object,
            Context<T> context,
            Exception failure,
            Supplier<Optional<T>> whole,
            BiFunction<T, String, Report<S>> status) {
        int attempts = context.getRetryInfo().map(RetryInfo::getAttemptCount).orElse(0);
        String what = describe(failure);
        LOG.warnf(
                "%s %s/%s could not be reconciled: %s; next try in %d ms",
                object.getKind(),
                object.getMetadata().getNamespace(),
                object.getMetadata().getName(),
                what,
                interval(attempts).toMillis());
        LOG.debugf("The cause: %s", trace(failure));
        if (attempts >= QUIET_ATTEMPTS) {
            try {
                whole.get().ifPresent(found -> reporter.report(found, status.apply(found, what)));
            } catch (KubernetesClientException e) {
                LOG.debugf("The failure could not be reported (HTTP %d)", e.getCode());
            }
        }
        return ErrorStatusUpdateControl.noStatusUpdate();
    }

    /** Where a failure occurred, in one line. Without the messages of exceptions, which may quote what was read. */
    static String trace(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(MOST_CAUSES)
                .map(cause -> cause.getClass().getName()
                        + Stream.of(cause.getStackTrace())
                                .limit(MOST_FRAMES)
                                .map(frame -> " at " + frame)
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("; caused by "));
    }

    /** Delay until the next attempt. */
    static Duration interval(int attempts) {
        RetryExecution retries = RETRY.initExecution();
        for (int i = 0; i < Math.min(attempts, MOST_ATTEMPTS); i++) {
            retries.nextDelay();
        }
        return Duration.ofMillis(retries.nextDelay().orElseThrow());
    }

    /** The kind of failure, with the HTTP code if the API server answered, but without the text of any exception. */
    static String describe(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) { // the SDK wraps what was thrown
            root = cause;
            if (cause instanceof KubernetesClientException refused && refused.getCode() > 0) {
                return "the API server answered a request of the operator with HTTP " + refused.getCode();
            }
        }
        return root.getClass().getSimpleName() + " in the operator";
    }
}
