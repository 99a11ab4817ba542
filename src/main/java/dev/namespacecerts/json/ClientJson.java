package dev.namespacecerts.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** Gives {@link ApiServerJson} to the Kubernetes client of the operator. */
@Singleton
public class ClientJson implements KubernetesClientObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        ApiServerJson.customize(mapper);
    }
}
