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
 * <p>The time is taken from the start of the renewal, by the monotonic clock and by the wall clock: a process that was
 * frozen or a machine that was suspended finds its time expired when it wakes up, before it has heard of another holder. A
 * replica that held the Lease and lost it ends its process at once, since its caches and its queued work are those of a
 * leader.
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
    private volatile long askedAtNanos;

    private enum State {
        STANDBY,
        LEADING,
        /** The process ends: losing the Lease is no news. */
        STOPPING,
        STOPPED
    }

    @Inject
    Leadership(
            @ConfigProperty(name = "namespacecerts.lease") Optional<String> lease,
            @ConfigProperty(name = "namespacecerts.lease-duration", defaultValue = "10s") Duration leaseDuration,
            Clock clock) {
        // Not System.exit: it would wait for a shutdown that is under way, which may wait for this thread.
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
        askedAtNanos = nanoTime.getAsLong();
    }

    /** How long a replica may write after the start of a renewal. Shorter than the Lease, so that writes have arrived. */
    public Duration renewDeadline() {
        return renewDeadline;
    }

    /** The time of the wall clock, by which a renewal is dated. */
    Instant now() {
        return clock.instant();
    }

    /** Whether this replica may write now. */
    public synchronized boolean mayWrite() {
        return leasePath == null || ((state == State.LEADING || state == State.STOPPING) && !isExpired());
    }

    /** Whether a request to some path of the API server is one for the Lease. */
    boolean isLease(String path) {
        return leasePath != null && (path.equals(leasePath) || path.equals(leasesPath));
    }

    /** Notes that the Lease is asked for or renewed: a sign that the elector is alive. */
    void asked() {
        askedAtNanos = nanoTime.getAsLong();
    }

    /** Since when the elector has done nothing; zero without a Lease. */
    public Duration sinceAsked() {
        return leasePath == null ? Duration.ZERO : Duration.ofNanos(nanoTime.getAsLong() - askedAtNanos);
    }

    /** Notes that the API server accepted a renewal whose request began at a time of both clocks. */
    synchronized void renewed(long startNanos, Instant start) {
        if (state == State.STANDBY) {
            state = State.LEADING;
        }
        renewedAtNanos = startNanos;
        renewedAt = start;
    }

    /** Notes that another replica holds the Lease, or that the elector has given up. */
    public void lost() {
        end("it is held by another replica or could not be renewed in time");
    }

    /** Ends the process once the Lease was not renewed in time. */
    synchronized void check() {
        if (state == State.LEADING && isExpired()) {
            end("it was not renewed for " + renewDeadline.toMillis() + " ms");
        }
    }

    /** Checks it from now on, also while the elector waits for an answer. */
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

    /** The process is told to end: what is under way may be finished within the time that is left. */
    public synchronized void stopping() {
        state = state == State.LEADING ? State.STOPPING : State.STOPPED;
    }

    /** Nothing is under way any more, and the Lease is about to be released. */
    public synchronized void stopped() {
        state = State.STOPPED;
    }

    private synchronized void end(String why) {
        if (state != State.LEADING) {
            return;
        }
        state = State.STOPPED;
        LOG.errorf("Lost the Lease %s: %s. This process ends, so that only its holder writes", leasePath, why);
        halt.accept(1);
    }

    private boolean isExpired() {
        Duration wall = Duration.between(renewedAt, clock.instant());
        return nanoTime.getAsLong() - renewedAtNanos >= renewDeadline.toNanos() || wall.compareTo(renewDeadline) >= 0;
    }
}
