package dev.namespacecerts.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.All;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapper;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapperCustomizer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Gives {@link ApiServerJson} to the Kubernetes client of the operator. */
class ClientJson {
    /** @param settings of the SDK */
    @Produces
    @Singleton
    @KubernetesClientObjectMapper
    ObjectMapper mapper(@All List<KubernetesClientObjectMapperCustomizer> settings) {
        ObjectMapper mapper = ApiServerJson.mapper();
        settings.forEach(setting -> setting.customize(mapper));
        return mapper;
    }
}
