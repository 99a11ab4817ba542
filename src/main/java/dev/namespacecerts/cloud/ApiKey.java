package dev.namespacecerts.cloud;

import dev.namespacecerts.x509.Digests;
import java.nio.charset.StandardCharsets;

/** An API key of Temporal Cloud. No text about it has its value. */
public final class ApiKey {
    private final String value;
    private final String digest;

    ApiKey(String value) {
        this.value = value;
        this.digest = Digests.sha256(value.getBytes(StandardCharsets.UTF_8));
    }

    /** The value of the header {@code authorization}. */
    String header() {
        return "Bearer " + value;
    }

    /** Identifies the key: connections with the same key share a budget. */
    String digest() {
        return digest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ApiKey key && key.digest.equals(digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return "an API key";
    }
}
