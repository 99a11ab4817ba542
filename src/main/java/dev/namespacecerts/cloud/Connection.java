package dev.namespacecerts.cloud;

import java.util.Optional;

/**
 * Which service is called, with which key.
 *
 * @param name of its Secret, with the Kubernetes namespace
 * @param address host and port
 * @param accountId the account of the Temporal Cloud Namespaces that it may name
 * @param ca CA certificates, as PEM, that issue the server certificate; empty for those of the JDK
 */
public record Connection(String name, String address, String accountId, ApiKey key, Optional<String> ca) {}
