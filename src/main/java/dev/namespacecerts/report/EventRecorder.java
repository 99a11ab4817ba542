package dev.namespacecerts.report;

import dev.namespacecerts.evaluate.Conditions;
import dev.namespacecerts.evaluate.Notice;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Records Events about an object. The name of an Event is derived from its content, so that a repetition increments its count. A
 * separate thread writes the Events. A failure is logged and never fails the reconciliation.
 */
@ApplicationScoped
public class EventRecorder {
    private static final Logger LOG = Logger.getLogger(EventRecorder.class);

    private final KubernetesClient client;
    private final Clock clock;
    private final EventQueue queue;

    public EventRecorder(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
        this.queue = new EventQueue(clock);
    }

    /** Writes the queued Events, for at most a second. Call it while the Lease is still held. */
    public void stop() {
        queue.close();
    }

    /** Records the change of a condition, unless there are too many Events. */
    public void record(HasMetadata about, Condition condition) {
        String identity = String.join("\n", condition.getType(), condition.getStatus());
        record(about, identity, !Conditions.isGood(condition), condition.getReason(), condition.getMessage());
    }

    /** Records facts, with one Event for those of one reason, unless there are too many Events. */
    public void record(HasMetadata about, List<Notice> facts) {
        Map<String, List<Notice>> byReason = new LinkedHashMap<>();
        facts.forEach(fact -> byReason.computeIfAbsent(fact.reason(), reason -> new ArrayList<>())
                .add(fact));
        byReason.forEach((reason, same) -> record(about, "", same.get(0).warning(), reason, Notice.text(same)));
    }

    private void record(HasMetadata about, String identity, boolean warning, String reason, String message) {
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        Event event = event(about, identity, warning, reason, message, now); // smaller than the object itself
        queue.add(about.getMetadata().getNamespace(), about.getMetadata().getUid(), () -> write(event));
    }

    private void write(Event event) {
        try {
            var events = client.v1().events().inNamespace(event.getMetadata().getNamespace());
            try {
                events.resource(event).create();
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                    throw e;
                }
                events.withName(event.getMetadata().getName())
                        .edit(existing -> new EventBuilder(existing)
                                .withCount(existing.getCount() == null ? 2 : existing.getCount() + 1)
                                .withLastTimestamp(event.getLastTimestamp())
                                .build());
            }
        } catch (KubernetesClientException e) {
            if (isNamespaceTerminating(e)) {
                return;
            }
            LOG.warnf(
                    "The Event %s of %s %s/%s could not be recorded (HTTP %d)",
                    event.getReason(),
                    event.getInvolvedObject().getKind(),
                    event.getInvolvedObject().getNamespace(),
                    event.getInvolvedObject().getName(),
                    e.getCode());
        }
    }

    private static boolean isNamespaceTerminating(KubernetesClientException e) {
        return Optional.ofNullable(e.getStatus()).map(Status::getDetails).stream()
                .flatMap(details -> details.getCauses().stream())
                .anyMatch(cause -> "NamespaceTerminating".equals(cause.getReason()));
    }

    private static Event event(
            HasMetadata about, String kind, boolean warning, String reason, String message, String now) {
        String identity = String.join("\n", about.getMetadata().getUid(), kind, reason, message);
        return new EventBuilder()
                .withNewMetadata()
                .withName(cut(about.getMetadata().getName()) + "."
                        + UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)))
                .withNamespace(about.getMetadata().getNamespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withName(about.getMetadata().getName())
                .withNamespace(about.getMetadata().getNamespace())
                .withUid(about.getMetadata().getUid())
                .endInvolvedObject()
                .withType(warning ? "Warning" : "Normal")
                .withReason(reason)
                .withMessage(message)
                .withNewSource()
                .withComponent(StatusWriter.FIELD_MANAGER)
                .endSource()
                .withReportingComponent(StatusWriter.FIELD_MANAGER)
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .build();
    }

    /** A name has at most 253 characters, and the UUID needs its share. */
    private static String cut(String name) {
        return name.length() <= 200 ? name : name.substring(0, 200);
    }
}
