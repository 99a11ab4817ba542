package dev.namespacecerts.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FileDescriptor;
import dev.namespacecerts.x509.Digests;
import io.temporal.api.cloud.cloudservice.v1.GetNamespaceRequest;
import io.temporal.api.cloud.namespace.v1.MtlsAuthSpec;
import io.temporal.api.cloud.namespace.v1.Namespace;
import io.temporal.api.cloud.namespace.v1.NamespaceSpec;
import io.temporal.api.cloud.operation.v1.AsyncOperation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The version that is sent must be that of the generated messages. The service takes a field of that version that is absent for
 * one to clear, so a newer version would clear what the messages cannot carry. No file of the artifact names its version. When
 * this fails after an upgrade: find the release of temporalio/cloud-api whose messages these are (its file VERSION), and set
 * {@link GrpcCalls#API_VERSION} and the digest.
 */
class ApiVersionTest {
    @Test
    void theVersionWasReviewedForTheMessagesOfTheArtifact() throws IOException {
        assertThat(digest()).isEqualTo("sha256:e215de338dafaf7f990f77c0fbff01e35a88852affb77ef33e52516af4f906ca");
        assertThat(GrpcCalls.API_VERSION).isEqualTo("v0.16.0");
    }

    /** Fields 15 and 16 of the spec, and 17 of the Namespace, came with later versions. */
    @Test
    void theMessagesAreThoseOfTheVersion() {
        assertThat(numbers(NamespaceSpec.getDescriptor().getFields()))
                .contains(14)
                .doesNotContain(15, 16);
        assertThat(numbers(Namespace.getDescriptor().getFields())).doesNotContain(17);
        assertThat(numbers(MtlsAuthSpec.getDescriptor().getFields())).containsExactlyInAnyOrder(1, 2, 3, 4);
    }

    private static Set<Integer> numbers(List<com.google.protobuf.Descriptors.FieldDescriptor> fields) {
        return fields.stream().map(field -> field.getNumber()).collect(Collectors.toSet());
    }

    /** Over the files of the messages in use, and those of Temporal Cloud that they import. */
    private static String digest() throws IOException {
        Map<String, FileDescriptor> files = new TreeMap<>();
        collect(GetNamespaceRequest.getDescriptor().getFile(), files);
        collect(Namespace.getDescriptor().getFile(), files);
        collect(AsyncOperation.getDescriptor().getFile(), files);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (FileDescriptor file : files.values()) {
            file.toProto().writeTo(all);
        }
        return Digests.sha256(all.toByteArray());
    }

    private static void collect(FileDescriptor file, Map<String, FileDescriptor> files) {
        if (file.getName().startsWith("temporal/api/cloud/") && files.put(file.getName(), file) == null) {
            file.getDependencies().forEach(imported -> collect(imported, files));
        }
    }
}
