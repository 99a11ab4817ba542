package dev.namespacecerts.connection;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Whether this replica may write: always without a Lease, else for a limited time after each renewal of the Lease.
 *
 * <p>The time counts from the start of the renewal, by the monotonic clock and by the wall clock. So a process that was frozen
 * or a machine that was suspended sees at wake-up that its time has expired, even before it knows of another holder. A replica
 * that loses the Lease exits at once, because its caches and its queue are those of a leader.
 */
@Singleton
public class Leadership {
    private static final Logger LOG = Logger.getLogger("namespacecerts");
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(100);

    private final String leasePath;
    private final String leasesPath;
    private final Duration renewDeadline;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final IntConsumer halt;

    private State state = State.STANDBY;
    private long renewedAtNanos;
    private Instant renewedAt = Instant.MIN;
    private volatile long leaseRequestedAtNanos;

    private enum State {
        STANDBY,
        LEADING,
        /** The process is shutting down: losing the Lease is expected. */
        STOPPING,
        STOPPED
    }

    @Inject
    Leadership(
            @ConfigProperty(name = "namespacecerts.lease") Optional<String> lease,
            @ConfigProperty(name = "namespacecerts.lease-duration", defaultValue = "10s") Duration leaseDuration,
            Clock clock) {
        // Not System.exit: it would wait for a shutdown in progress, which may wait for this thread.
        this(lease, leaseDuration, clock, System::nanoTime, Runtime.getRuntime()::halt);
    }

    Leadership(Optional<String> lease, Duration leaseDuration, Clock clock, LongSupplier nanoTime, IntConsumer halt) {
        String[] name = lease.map(value -> value.split("/")).orElse(null);
        leasesPath = name == null ? null : "/apis/coordination.k8s.io/v1/namespaces/" + name[0] + "/leases";
        leasePath = name == null ? null : leasesPath + "/" + name[name.length - 1];
        renewDeadline = leaseDuration.multipliedBy(7).dividedBy(10);
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.halt = halt;
        leaseRequestedAtNanos = nanoTime.getAsLong();
    }

    /** How long a replica may write after the start of a renewal. Shorter than the Lease, so that writes arrive in time. */
    public Duration renewDeadline() {
        return renewDeadline;
    }

    /** The wall-clock time, for the start of a renewal. */
    Instant now() {
        return clock.instant();
    }

    /** Whether this replica may write now. */
    public synchronized boolean mayWrite() {
        return leasePath == null || ((state == State.LEADING || state == State.STOPPING) && !isExpired());
    }

    /** Whether a path of the API server is that of the Lease. */
    boolean isLease(String path) {
        return leasePath != null && (path.equals(leasePath) || path.equals(leasesPath));
    }

    /** Records a request for the Lease, which shows that the elector is alive. */
    void leaseRequested() {
        leaseRequestedAtNanos = nanoTime.getAsLong();
    }

    /** Time since the last request of the elector; zero without a Lease. */
    public Duration sinceLeaseRequest() {
        return leasePath == null ? Duration.ZERO : Duration.ofNanos(nanoTime.getAsLong() - leaseRequestedAtNanos);
    }

    /** Records that the API server accepted a renewal, with the start of its request by both clocks. */
    synchronized void renewed(long startNanos, Instant start) {
        if (state == State.STANDBY) {
            state = State.LEADING;
        }
        renewedAtNanos = startNanos;
        renewedAt = start;
    }

    /** Exits because another replica holds the Lease, or because the elector has given up. */
    public void lost() {
        end("it is held by another replica or could not be renewed in time");
    }

    /** Exits if the Lease was not renewed in time. */
    synchronized void check() {
        if (state == State.LEADING && isExpired()) {
            end("it was not renewed for " + renewDeadline.toMillis() + " ms");
        }
    }

    /** Starts to check the expiry, also while the elector waits for an answer. */
    public void watch() {
        if (leasePath == null) {
            return;
        }
        Thread thread = new Thread(
                () -> {
                    try {
                        while (true) {
                            Thread.sleep(CHECK_INTERVAL.toMillis());
                            check();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "leadership");
        thread.setDaemon(true);
        thread.start();
    }

    /** Records that a shutdown started: reconciliations in flight may finish until the Lease expires. */
    public synchronized void stopping() {
        state = state == State.LEADING ? State.STOPPING : State.STOPPED;
    }

    /** Records that no reconciliation is in flight, and that the Lease is about to be released. */
    public synchronized void stopped() {
        state = State.STOPPED;
    }

    private synchronized void end(String why) {
        if (state != State.LEADING) {
            return;
        }
        state = State.STOPPED;
        LOG.errorf("Lost the Lease %s: %s. This process exits, so that only the holder writes", leasePath, why);
        halt.accept(1);
    }

    private boolean isExpired() {
        Duration wall = Duration.between(renewedAt, clock.instant());
        return nanoTime.getAsLong() - renewedAtNanos >= renewDeadline.toNanos() || wall.compareTo(renewDeadline) >= 0;
    }
}
