package dev.namespacecerts.json;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.namespacecerts.api.v1alpha1.CertificateFilter;
import dev.namespacecerts.api.v1alpha1.CertificateFilterSpec;
import dev.namespacecerts.api.v1alpha1.CertificateFilterStatus;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleSpec;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundleStatus;
import dev.namespacecerts.json.ResourceDeserializer.Kind;
import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;

/**
 * JSON configuration for what the API server returns. An exception while an object is parsed stops the watch permanently, for
 * all objects. So every limit is above that of the API server.
 */
public final class ApiServerJson {
    /** The API server accepts a request of 3 MiB with a nesting depth of 10,000. */
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(100_000)
            .maxNameLength(64 * 1024 * 1024)
            .maxStringLength(64 * 1024 * 1024)
            .build();

    private ApiServerJson() {}

    /** A new mapper. */
    public static ObjectMapper mapper() {
        // Not configured later: a factory makes its symbol table when it is created.
        ObjectMapper mapper = new ObjectMapper(JsonFactory.builder()
                .streamReadConstraints(LIMITS)
                // The table would keep names of fields that users chose, and grow until searching it is slow.
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                // A buffer that a thread uses again would hold the key of the last Secret until it is overwritten.
                .disable(JsonFactory.Feature.USE_THREAD_LOCAL_FOR_BUFFER_RECYCLING)
                .build());
        mapper.addMixIn(ObjectMeta.class, WithoutManagedFields.class);
        mapper.addMixIn(DefaultKubernetesResourceList.class, WithItems.class);
        mapper.registerModule(new SimpleModule("namespacecerts")
                .addDeserializer(WatchEvent.class, new WatchEventDeserializer())
                .addDeserializer(
                        NamespaceCertificateBundle.class,
                        new ResourceDeserializer<>(new Kind<>(
                                NamespaceCertificateBundle.class,
                                NamespaceCertificateBundle::new,
                                NamespaceCertificateBundleSpec.class,
                                NamespaceCertificateBundleStatus.class,
                                Salvage::bundle,
                                NamespaceCertificateBundle::markUnreadable)))
                .addDeserializer(
                        CertificateFilter.class,
                        new ResourceDeserializer<>(new Kind<>(
                                CertificateFilter.class,
                                CertificateFilter::new,
                                CertificateFilterSpec.class,
                                CertificateFilterStatus.class,
                                Salvage::filter,
                                CertificateFilter::markUnreadable))));
        return mapper;
    }

    /** Names the custom resources. Else events of watches are first read as generic objects, which are then converted. */
    public static void register(KubernetesSerialization serialization) {
        serialization.registerKubernetesResource(NamespaceCertificateBundle.class);
        serialization.registerKubernetesResource(CertificateFilter.class);
    }

    /** Ignores managedFields, which the operator does not need, which are large, and which may be nested deeply. */
    @JsonIgnoreProperties("managedFields")
    private interface WithoutManagedFields {}

    /** Accepts null as the items of an empty metadata list, which the Kubernetes client treats as an error. */
    private abstract static class WithItems {
        @JsonSetter(nulls = Nulls.AS_EMPTY)
        abstract void setItems(List<?> items);
    }
}
