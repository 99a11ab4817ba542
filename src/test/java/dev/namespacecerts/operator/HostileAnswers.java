package dev.namespacecerts.operator;

import static dev.namespacecerts.operator.CloudBundle.observe;
import static dev.namespacecerts.operator.CloudBundle.sync;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import dev.namespacecerts.api.v1alpha1.CloudSpec;
import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.x509.PemWriter;
import io.grpc.Status;
import io.temporal.api.cloud.namespace.v1.CertificateFilterSpec;
import io.temporal.api.cloud.namespace.v1.MtlsAuthSpec;
import io.temporal.api.cloud.namespace.v1.Namespace;
import io.temporal.api.cloud.namespace.v1.NamespaceSpec;
import io.temporal.api.cloud.operation.v1.AsyncOperation;
import io.temporal.api.cloud.resource.v1.ResourceState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Answers of a service that is broken, or that somebody else controls. */
final class HostileAnswers {
    private static final String NASTY = "\u001b[31mred\u202Eevil\nline\tTab\u0000null\u2028\u3164 \"quoted\" ";

    private final List<HostileAnswer> answers = new ArrayList<>();
    private final String key;
    private final HeldCertificate ca;
    private final HeldCertificate next;

    private HostileAnswers(String key, HeldCertificate ca, HeldCertificate next) {
        this.key = key;
        this.ca = ca;
        this.next = next;
    }

    /** Answers to bundles of two CAs, with a key that they repeat. */
    static List<HostileAnswer> all(String key, HeldCertificate ca, HeldCertificate next) {
        HostileAnswers hostile = new HostileAnswers(key, ca, next);
        hostile.cases();
        return List.copyOf(hostile.answers);
    }

    private void read(String name, String reason, CloudSpec spec, Namespace.Builder answer) {
        answers.add(new HostileAnswer(name, spec, answer::build, null, reason));
    }

    private void operation(String name, String reason, AsyncOperation.Builder operation) {
        answers.add(new HostileAnswer(name, sync(), null, operation.build(), reason));
    }

    private void error(String name, String reason, Status status) {
        answers.add(new HostileAnswer(
                name,
                sync(),
                () -> {
                    throw status.asRuntimeException();
                },
                null,
                reason));
    }

    static Namespace.Builder namespace(String pem, CertificateFilterSpec... filters) {
        return Namespace.newBuilder()
                .setState(ResourceState.RESOURCE_STATE_ACTIVE)
                .setResourceVersion("v1")
                .setSpec(NamespaceSpec.newBuilder()
                        .setMtlsAuth(MtlsAuthSpec.newBuilder()
                                .setEnabled(true)
                                .setAcceptedClientCa(ByteString.copyFromUtf8(pem))
                                .addAllCertificateFilters(List.of(filters))));
    }

    private static CertificateFilterSpec filter(String text) {
        return CertificateFilterSpec.newBuilder()
                .setCommonName(text)
                .setOrganization(text)
                .setOrganizationalUnit(text)
                .setSubjectAlternativeName(text)
                .build();
    }

    private static AsyncOperation.Builder ended(AsyncOperation.State state, String why) {
        return AsyncOperation.newBuilder().setState(state).setFailureReason(why);
    }

    private void cases() {
        String huge = NASTY.repeat(4_000);
        read("another-name", "Refused", sync(), namespace(ca.pem()).setNamespace("other.a2dd6"));
        read("five-megabytes", "Refused", sync(), namespace("x".repeat(5 << 20)));
        read("ten-thousand-filters", "Refused", sync(), namespace(ca.pem(), filters(10_000, 1_000)));
        read("three-thousand-filters", "Differs", observe(), namespace(ca.pem(), filters(3_000, 1_000)));
        read("three-thousand-in-sync", "LimitExceeded", sync(), namespace("", filters(3_000, 1_000)));
        read("garbage", "Refused", sync(), namespace("-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n"));
        read("thousand-certificates", "Differs", observe(), namespace(thousand()));
        read("thousand-in-sync", "LimitExceeded", sync(), namespace(thousand()));
        read(
                "nasty-filters",
                "AdoptionRequired",
                sync(),
                namespace(ca.pem() + next.pem(), filter(NASTY), filter(NASTY + "2")));
        read(
                "huge-filters",
                "AdoptionRequired",
                sync(),
                namespace(ca.pem() + next.pem(), filter(huge), filter("a" + huge)));
        read(
                "huge-versions",
                "InProgress",
                sync(),
                namespace(ca.pem())
                        .setResourceVersion(huge)
                        .setAsyncOperationId(huge)
                        .setState(ResourceState.RESOURCE_STATE_UPDATING));
        read("unknown-state", "Refused", sync(), namespace(ca.pem()).setStateValue(4_711));
        read("empty", "Refused", sync(), Namespace.newBuilder());
        error("nasty-refusal", "Refused", Status.INVALID_ARGUMENT.withDescription(NASTY.repeat(40) + key));
        error("repeating-refusal", "Refused", Status.INVALID_ARGUMENT.withDescription("1s".repeat(3_500)));
        error(
                "time-refusal",
                "Refused",
                Status.INVALID_ARGUMENT.withDescription("2026-01-01T00:00:00" + "Z".repeat(7_000)));
        answers.add(new HostileAnswer("silent", sync(), () -> null, null, "Unavailable"));
        operation("failed", "Refused", ended(AsyncOperation.State.STATE_FAILED, huge + key));
        operation("failed-at-key", "Refused", ended(AsyncOperation.State.STATE_FAILED, " ".repeat(8_180) + key));
        operation("failed-repeating", "Refused", ended(AsyncOperation.State.STATE_FAILED, "1s".repeat(100_000)));
        operation("without-effect", "Refused", ended(AsyncOperation.State.STATE_FULFILLED, ""));
        operation(
                "unknown-operation",
                "InProgress",
                AsyncOperation.newBuilder().setStateValue(4_711).setId(huge));
        operation("check-in-years", "InProgress", check(Long.MAX_VALUE, 999_999_999));
        operation("check-before", "InProgress", check(Long.MIN_VALUE, -999_999_999));
    }

    private static AsyncOperation.Builder check(long seconds, int nanos) {
        return AsyncOperation.newBuilder()
                .setState(AsyncOperation.State.STATE_IN_PROGRESS)
                .setCheckDuration(Duration.newBuilder().setSeconds(seconds).setNanos(nanos));
    }

    private static CertificateFilterSpec[] filters(int number, int length) {
        return IntStream.range(0, number)
                .mapToObj(i -> CertificateFilterSpec.newBuilder()
                        .setCommonName(i + "-" + "x".repeat(length))
                        .build())
                .toArray(CertificateFilterSpec[]::new);
    }

    /** Of one certificate and 999 with other signatures. */
    private String thousand() {
        byte[] der = ca.parsed().der();
        List<byte[]> blocks = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            byte[] other = der.clone();
            other[other.length - 1] ^= (byte) i;
            other[other.length - 2] ^= (byte) (i >> 8);
            blocks.add(other);
        }
        return new String(PemWriter.blocks(blocks), StandardCharsets.US_ASCII);
    }
}
