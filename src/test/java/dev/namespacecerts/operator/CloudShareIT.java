package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.CloudBundle.connection;
import static dev.namespacecerts.operator.CloudBundle.observe;
import static dev.namespacecerts.operator.CloudBundle.spec;
import static dev.namespacecerts.operator.CloudBundle.sync;
import static dev.namespacecerts.operator.CloudTenants.CA;
import static dev.namespacecerts.operator.CloudTenants.NEXT;
import static dev.namespacecerts.operator.CloudTenants.bundle;
import static dev.namespacecerts.operator.CloudTenants.pem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.namespacecerts.cloudservice.Outcome;
import dev.namespacecerts.cloudservice.TemporalCloud;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.temporal.api.cloud.namespace.v1.Namespace;
import io.temporal.api.cloud.resource.v1.ResourceState;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Users of one API key, of which one keeps its requests and operations busy. The other waits for seconds, not minutes. */
class CloudShareIT {
    private static final int OPERATIONS = 4;
    private static final int MANY = 100;
    private static final Duration SECONDS = Duration.ofSeconds(8);

    private final Cluster greedy = new Cluster();
    private final Cluster other = new Cluster();
    private final TemporalCloud cloud = new TemporalCloud();

    /** Of each test its own, because the users of the last quarter of an hour share the places of a key's operations. */
    private final String key = "tcld_key_of_" + "both_" + other.namespace();

    private final String others = "accounting-" + other.namespace() + ".a2dd6";

    @BeforeEach
    void connect() {
        cloud.addKey(key, "both");
        cloud.seed(others, CA.pem());
        greedy.client().resource(connection(greedy, cloud, key, "a2dd6")).create();
        other.client().resource(connection(other, cloud, key, "a2dd6")).create();
    }

    @AfterEach
    void whatIsNotOursIsAsSeeded() {
        greedy.close();
        other.close();
        cloud.assertForeignUntouched();
        cloud.close();
    }

    private String greedy(int i) {
        return "greedy-" + i + "-" + greedy.namespace() + ".a2dd6";
    }

    private void assertOtherIsServed() {
        other.create("accounting", bundle(others, sync(), CA, NEXT));
        await().atMost(SECONDS)
                .until(() ->
                        cloud.mtls(others).getAcceptedClientCa().toStringUtf8().equals(pem(CA, NEXT)));
    }

    /** What others change with tcld counts in no budget. */
    @Test
    void operationsOfOthersTakeNoPlace() {
        for (int i = 0; i < 2 * OPERATIONS; i++) {
            cloud.seed(greedy(i), CA.pem());
            Namespace seeded = cloud.namespace(greedy(i));
            cloud.seed(seeded.toBuilder()
                    .setState(ResourceState.RESOURCE_STATE_UPDATING)
                    .setAsyncOperationId("of-others-" + i)
                    .build());
            greedy.create("greedy-" + i, bundle(greedy(i), observe(), CA, NEXT));
        }
        for (int i = 0; i < 2 * OPERATIONS; i++) {
            CloudBundle.eventually(greedy, "greedy-" + i, "False", "InProgress");
        }
        assertOtherIsServed();
    }

    /** An operation that does not end holds its place for 15 minutes. */
    @Test
    void operationsThatDoNotEndLeaveAPlaceToOthers() {
        other.create("accounting", bundle(others, sync(), CA));
        CloudBundle.eventually(other, "accounting", "True", "Synchronized");
        for (int i = 0; i < 2 * OPERATIONS; i++) {
            cloud.seed(greedy(i), CA.pem());
            cloud.faults().nextOperations(greedy(i), 1, Outcome.ENDLESS);
            greedy.create("greedy-" + i, bundle(greedy(i), sync(), CA, NEXT));
        }
        await().atMost(SECONDS).until(() -> cloud.requests("UpdateNamespace").size() == OPERATIONS - 1);
        other.edit("accounting", bundle(others, sync(), CA, NEXT));
        CloudBundle.eventually(other, "accounting", "True", "Synchronized");
        assertThat(cloud.requests("UpdateNamespace")).hasSize(OPERATIONS);
    }

    @Test
    void operationsOfDeletedBundlesTakeNoPlace() {
        operateForEver();
        IntStream.range(0, OPERATIONS).forEach(i -> greedy.bundle("greedy-" + i).delete());
        assertOtherIsServed();
    }

    /** What a bundle wanted when its request began to wait is not sent after it wants something else. */
    @Test
    void aChangeThatWaitsIsWithdrawn() throws InterruptedException {
        operateForEver();
        other.create("accounting", bundle(others, sync(), CA, NEXT));
        CloudBundle.eventually(other, "accounting", "False", "InProgress");
        other.edit("accounting", bundle(others, observe(), CA, NEXT));
        CloudBundle.eventually(other, "accounting", "False", "Differs");
        for (int i = 0; i < OPERATIONS; i++) {
            cloud.finishOperation(greedy(i), Outcome.FULFILLED);
            CloudBundle.eventually(greedy, "greedy-" + i, "True", "Synchronized");
        }
        assertThat(cloud.requests("UpdateNamespace", others)).isEmpty();
        other.edit("accounting", bundle(others, sync(), CA, NEXT));
        CloudBundle.eventually(other, "accounting", "True", "Synchronized");
    }

    private void operateForEver() {
        for (int i = 0; i < OPERATIONS; i++) {
            cloud.seed(greedy(i), CA.pem());
            cloud.faults().nextOperations(greedy(i), 1, Outcome.ENDLESS);
            greedy.create("greedy-" + i, bundle(greedy(i), sync(), CA, NEXT));
        }
        for (int i = 0; i < OPERATIONS; i++) {
            String name = greedy(i);
            await().atMost(SECONDS)
                    .until(() -> !cloud.requests("UpdateNamespace", name).isEmpty());
        }
    }

    /** 100 bundles whose Namespaces do not exist, 100 with a key that is refused, and one that is never answered. */
    @Test
    void aCrowdThatIsRefusedOrNotAnsweredDelaysNobody() {
        cloud.faults()
                .on("GetNamespace")
                .namespace("silent-" + greedy.namespace() + ".a2dd6")
                .always()
                .silentBeforeCommit();
        greedy.client()
                .resource(new SecretBuilder(connection(greedy, cloud, "tcld_refused_0123456789", "a2dd6"))
                        .editMetadata()
                        .withName("refused")
                        .endMetadata()
                        .build())
                .create();
        for (int i = 0; i < MANY; i++) {
            greedy.create("unknown-" + i, bundle(greedy(i), sync(), CA));
            greedy.create("refused-" + i, bundle("refused-" + greedy(i), spec("refused", sync()), CA));
        }
        greedy.create("silent", bundle("silent-" + greedy.namespace() + ".a2dd6", sync(), CA));
        assertOtherIsServed();
        assertThat(cloud.mostRequestsInASecond("both")).isLessThan(80);
    }
}
