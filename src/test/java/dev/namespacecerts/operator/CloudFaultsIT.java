package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.CloudBundle.sync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.cloudservice.RawClient;
import dev.namespacecerts.testing.SpecBuilder;
import io.grpc.Status;
import io.temporal.api.cloud.operation.v1.AsyncOperation;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a call meets, the Namespace is in step in the end, by one change, and the reason is told meanwhile. */
class CloudFaultsIT extends CloudCase {
    /** As many as an operator has in progress. */
    private static final int OPERATIONS = 4;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Concurrent
    @ParameterizedTest
    @ValueSource(strings = {"GetNamespace", "UpdateNamespace", "GetAsyncOperation"})
    void aCallThatIsNotAnswered(String method) {
        cloud.faults().stayingSilent(method, 1);
        create(sync(), OLD, NEW);
        inStepByOneChange();
    }

    @Concurrent
    @ParameterizedTest
    @ValueSource(strings = {"GetNamespace", "UpdateNamespace", "GetAsyncOperation"})
    void aServiceThatIsUnavailable(String method) {
        cloud.faults().refuse(method, Status.UNAVAILABLE.withDescription("upstream connect error"), 2);
        create(sync(), OLD, NEW);
        if (!method.equals("GetAsyncOperation")) {
            eventually("False", "Unavailable", "upstream connect error");
        }
        inStepByOneChange();
    }

    @Concurrent
    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"FAILED_PRECONDITION", "ABORTED", "ALREADY_EXISTS"})
    void aChangeByAnotherClientBetweenReadAndUpdate(Status.Code code) {
        cloud.faults().conflict = code.toStatus();
        cloud.faults()
                .on("GetNamespace")
                .after(() -> cloud.change(
                        name,
                        mtls -> mtls.setAcceptedClientCa(
                                mtls.getAcceptedClientCa().concat(ByteString.copyFromUtf8(OTHER.pem())))));
        create(sync(), OLD, NEW);
        eventually("False", "AdoptionRequired");
        assertThat(accepted()).isEqualTo(pem(OLD, OTHER, NEW));
        assertThat(cloud.changes(name)).hasSize(1);
        assertThat(updates()).isEqualTo(2);
    }

    @Concurrent
    @ParameterizedTest
    @EnumSource(
            value = AsyncOperation.State.class,
            names = {"STATE_FAILED", "STATE_CANCELLED", "STATE_REJECTED"})
    void anOperationThatDoesNotSucceed(AsyncOperation.State outcome) {
        cloud.faults().outcome = outcome;
        cloud.faults().failureReason = "a shard was not available at 2026-11-27T01:02:03Z";
        create(sync(), OLD, NEW);
        assertThat(message(eventually("False", "Refused")))
                .contains("\"a shard was not available at …\"")
                .doesNotContain("01:02");
        assertThat(accepted()).isEqualTo(pem(OLD));
        cloud.faults().clear();
        await().atMost(PATIENCE).until(() -> accepted().equals(pem(OLD, NEW)));
        eventually("True", "Synchronized");
        assertThat(cloud.changes(name)).hasSize(2);
        assertThat(cloud.requests("UpdateNamespace"))
                .as("identifiers")
                .extracting(request -> request.message()
                        .getField(request.message().getDescriptorForType().findFieldByName("async_operation_id")))
                .doesNotHaveDuplicates();
    }

    @Concurrent
    @Test
    void identicalRefusalsMakeOneStatusWrite() {
        for (int i = 0; i < 3; i++) {
            cloud.faults()
                    .refuse(
                            "UpdateNamespace",
                            Status.INVALID_ARGUMENT.withDescription(
                                    "invalid ca certificate: 1 error occurred:\n\t* current"
                                            + " time 2026-11-27T01:02:0" + i + "Z is after 2025-01-01T00:00:00Z\n\n"),
                            1);
        }
        create(sync(), OLD, NEW);
        NamespaceCertificateBundle refused = eventually("False", "Refused");
        assertThat(message(refused)).contains("invalid ca certificate: 1 error occurred: * current time …");
        await().atMost(PATIENCE).until(() -> updates() == 3);
        assertThat(cluster.bundle("accounting").get().getMetadata().getResourceVersion())
                .isEqualTo(refused.getMetadata().getResourceVersion());
        cluster.edit("accounting", bundle(sync(), OLD, NEW, OTHER)); // the delay begins anew
        eventually("True", "Synchronized");
        assertThat(cloud.changes(name)).hasSize(1);
    }

    @Concurrent
    @Test
    void aForgottenOperation() {
        cloud.faults().forget = true;
        create(sync(), OLD, NEW);
        inStepByOneChange();
    }

    @Concurrent
    @Test
    void anOperationWithoutAnEnd() {
        cloud.faults().duration = null;
        create(sync(), OLD, NEW);
        NamespaceCertificateBundle bundle = eventually("False", "InProgress");
        await().atMost(PATIENCE).until(() -> cloud.requests("GetAsyncOperation").size() > 2);
        assertThat(cluster.bundle("accounting").get().getStatus().cloud().operation())
                .isNotNull();
        assertThat(eventually("False", "InProgress").getStatus().cloud().synchronizedAt())
                .isEqualTo(bundle.getStatus().cloud().synchronizedAt());
        assertThat(updates()).isEqualTo(1);
    }

    @Concurrent
    @ParameterizedTest
    @ValueSource(longs = {-1, 0})
    void anOperationThatDoesNotSayWhenToAskAgain(long seconds) {
        cloud.faults().checkDuration = seconds < 0 ? null : Duration.ofSeconds(seconds);
        create(sync(), OLD, NEW);
        inStepByOneChange();
        assertThat(cloud.requests("GetAsyncOperation").size()).isBetween(1, 2);
    }

    @Concurrent
    @Test
    void aRateLimit() {
        cloud.faults()
                .refuse(
                        "GetNamespace",
                        Status.RESOURCE_EXHAUSTED.withDescription("rate limit exceeded for principal operator"),
                        1);
        create(sync(), OLD, NEW);
        eventually("False", "Throttled", "rate limit exceeded for principal");
        inStepByOneChange();
    }

    @Concurrent
    @Test
    void operationsOfAnotherClientHoldNoPlaceAfterTheyEnded() {
        List<String> names = IntStream.range(0, OPERATIONS)
                .mapToObj(i -> "busy-" + i + "-" + cluster.namespace() + ".a2dd6")
                .toList();
        names.forEach(other -> cloud.seed(other, OLD.pem()));
        cloud.addOwnerKey("tcld_key_of_" + "terraform", "terraform");
        cloud.faults().duration = Duration.ofSeconds(8);
        try (RawClient terraform = new RawClient(cloud.address(), "tcld_key_of_" + "terraform")) {
            for (String other : names) {
                SecondClient.change(terraform, other, pem(OLD, OTHER));
                cluster.create(
                        busy(other),
                        new SpecBuilder()
                                .temporalNamespace(other)
                                .inline(OLD.pem(), NEW.pem(), OTHER.pem())
                                .cloud(sync()));
            }
        }
        for (String other : names) {
            assertThat(message(CloudBundle.eventually(cluster, busy(other), "False", "InProgress")))
                    .contains("is changing the Namespace");
        }
        cloud.faults().clear();
        for (String other : names) {
            CloudBundle.eventually(cluster, busy(other), "True", "Synchronized");
        }
    }

    private static String busy(String temporalNamespace) {
        return temporalNamespace.substring(0, "busy-0".length());
    }

    private void inStepByOneChange() {
        await().atMost(PATIENCE).until(() -> accepted().equals(pem(OLD, NEW)));
        eventually("True", "Synchronized");
        assertThat(cloud.changes(name)).hasSize(1);
    }
}
