package dev.namespacecerts.cloudservice;

import com.google.protobuf.Message;
import java.time.Instant;

/**
 * A request that the service received.
 *
 * @param method without the service, for example {@code GetNamespace}
 * @param key name of the API key; null for an unknown one
 * @param version the header with the API version; null for none
 */
public record Request(String method, String key, String version, Message message, Instant at) {}
