package dev.namespacecerts.operator;

import dev.namespacecerts.testing.GoProgram;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The health checks for Argo CD as they stand in their ConfigMap, run by Argo CD's Lua interpreter. */
final class ArgoHealth {
    private static final Path CONFIG_MAP = Path.of("deploy/gitops/argocd/health.yaml");
    private static final String KEY = "resource.customizations.health.namespacecerts.dev_";

    private ArgoHealth() {}

    /** The health of an object and its message, with a space between them. */
    static String of(String kind, String json) {
        try {
            ConfigMap map = Serialization.unmarshal(Files.readString(CONFIG_MAP), ConfigMap.class);
            Path script = Files.createTempFile("health", ".lua");
            Files.writeString(script, map.getData().get(KEY + kind));
            String answer = GoProgram.of("argohealth").ask(json, script.toString());
            Files.delete(script);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
