package dev.namespacecerts.seal;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The key of {@link Seals}. It is stored in a Secret in the operator's own Kubernetes namespace. The installation creates the
 * Secret empty, and the operator fills it on first use, so the operator needs no permission to create Secrets. Without such a
 * Secret, the key lasts as long as the process, and records that were sealed before are invalid.
 */
public final class SealKey implements Supplier<byte[]> {
    private static final Logger LOG = Logger.getLogger("namespacecerts");
    private static final String KEY = "key";
    private static final int BYTES = 32;

    private final KubernetesClient client;
    private final Optional<String> secret;
    private final SecureRandom randomness;
    private byte[] key;

    /** @param secret its namespace and name, separated by a slash */
    public SealKey(KubernetesClient client, Optional<String> secret, SecureRandom randomness) {
        this.client = client;
        this.secret = secret;
        this.randomness = randomness;
    }

    /** @throws KubernetesClientException if the API server does not answer, or rejects the request */
    @Override
    public synchronized byte[] get() {
        if (key == null) {
            key = secret.map(this::read).orElseGet(this::random);
        }
        return key;
    }

    private byte[] read(String name) {
        var resource = client.secrets().inNamespace(name.split("/")[0]).withName(name.split("/")[1]);
        while (true) {
            Secret found = resource.get();
            if (found == null) {
                LOG.warnf("Secret %s does not exist: rotations in progress are lost when the operator restarts", name);
                return random();
            }
            Optional<byte[]> held = held(found);
            if (held.isPresent()) {
                return held.get();
            }
            byte[] made = random();
            try {
                client.resource(new SecretBuilder(found)
                                .addToData(KEY, Base64.getEncoder().encodeToString(made))
                                .build())
                        .lockResourceVersion(found.getMetadata().getResourceVersion())
                        .update();
                return made;
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                    throw e;
                }
            }
        }
    }

    private static Optional<byte[]> held(Secret secret) {
        try {
            return Optional.ofNullable(secret.getData())
                    .map(data -> data.get(KEY))
                    .map(Base64.getDecoder()::decode)
                    .filter(bytes -> bytes.length == BYTES);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private byte[] random() {
        byte[] bytes = new byte[BYTES];
        randomness.nextBytes(bytes);
        return bytes;
    }
}
