package dev.namespacecerts.cloud;

import dev.namespacecerts.api.v1alpha1.ConnectionReference;
import dev.namespacecerts.api.v1alpha1.ConnectionReference.Scope;
import dev.namespacecerts.api.v1alpha1.NamespaceCertificateBundle;
import dev.namespacecerts.settings.CloudHosts;
import dev.namespacecerts.settings.SharedConnections;
import dev.namespacecerts.x509.PemBlock;
import dev.namespacecerts.x509.PemReader;
import dev.namespacecerts.x509.PemWriter;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads connections from Secrets, at each use. No cache and no watch has the keys. A bundle names a Secret in its own Kubernetes
 * namespace; with scope Operator, one in the operator's namespace, as far as the operator's configuration allows.
 */
public final class Connections {
    /** A Secret with this label and the value {@code true} is a connection. */
    public static final String LABEL = "namespacecerts.dev/connection";

    static final String API_KEY = "api-key";
    static final String ADDRESS = "address";
    static final String ACCOUNT_ID = "account-id";
    static final String CA = "ca.crt";

    private static final Pattern HOST_AND_PORT = Pattern.compile("([^:/@\\s]{1,253}):([1-9][0-9]{0,4})");
    static final Pattern KEY = Pattern.compile("[!-~]{1,8192}");
    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9]([-_A-Za-z0-9]{0,62})");
    private static final int LAST_PORT = 65_535;
    private static final int LARGEST_CA = 256 * 1024;

    private final Secrets secrets;
    private final CloudHosts hosts;
    private final SharedConnections shared;
    private final Optional<String> ownNamespace;

    /** Reads a Secret by Kubernetes namespace and name. */
    interface Secrets {
        /** Returns null if it does not exist. */
        Secret read(String namespace, String name) throws ConnectionException;
    }

    /** @param ownNamespace the operator's Kubernetes namespace; empty if there are no shared connections */
    public Connections(
            KubernetesClient client, CloudHosts hosts, SharedConnections shared, Optional<String> ownNamespace) {
        this((namespace, name) -> read(client, namespace, name), hosts, shared, ownNamespace);
    }

    Connections(Secrets secrets, CloudHosts hosts, SharedConnections shared, Optional<String> ownNamespace) {
        this.secrets = secrets;
        this.hosts = hosts;
        this.shared = shared;
        this.ownNamespace = ownNamespace;
    }

    /**
     * Reads the connection of a bundle.
     *
     * @throws ConnectionException if it does not exist, is not allowed, or is malformed
     * @throws KubernetesClientException if the API server does not answer
     */
    public Connection of(NamespaceCertificateBundle bundle) throws ConnectionException {
        ConnectionReference reference = bundle.getSpec().cloud().connectionRef();
        String namespace = namespace(bundle, reference);
        String what =
                "The connection, Secret \"" + reference.name() + "\" in Kubernetes namespace \"" + namespace + "\",";
        Secret secret = secrets.read(namespace, reference.name());
        if (secret == null || !"true".equals(labels(secret).get(LABEL))) {
            throw new ConnectionException(
                    "ConnectionNotFound",
                    what + " does not exist or has no label " + LABEL + "=true. Create it with the keys " + API_KEY
                            + ", " + ADDRESS + " and " + ACCOUNT_ID + ", and set the label.",
                    false); // it may be applied later
        }
        String account = value(secret, ACCOUNT_ID, what);
        if (!ACCOUNT.matcher(account).matches()) {
            throw invalid(what, ACCOUNT_ID, "is not the identifier of an account, such as a2dd6");
        }
        String temporalNamespace = bundle.getSpec().temporalNamespace();
        if (!temporalNamespace.toLowerCase(Locale.ROOT).endsWith("." + account.toLowerCase(Locale.ROOT))) {
            throw new ConnectionException(
                    "WrongAccount",
                    what + " is for account \"" + account + "\", and Temporal Namespace \"" + temporalNamespace
                            + "\" belongs to another account. Nothing is sent. Name the connection of that account in"
                            + " spec.cloud.connectionRef.",
                    true);
        }
        return new Connection(
                namespace + "/" + reference.name(),
                address(secret, what),
                account,
                key(secret, what),
                ca(secret, what));
    }

    /** The name of a bundle's connection, as {@link Connection#name} has it. */
    String name(NamespaceCertificateBundle bundle) {
        ConnectionReference reference = bundle.getSpec().cloud().connectionRef();
        String namespace =
                reference.scope() == Scope.Namespace ? bundle.getMetadata().getNamespace() : ownNamespace.orElse("");
        return namespace + "/" + reference.name();
    }

    private String namespace(NamespaceCertificateBundle bundle, ConnectionReference reference)
            throws ConnectionException {
        String namespace = bundle.getMetadata().getNamespace();
        if (reference.scope() == Scope.Namespace) {
            return namespace;
        }
        String temporalNamespace = bundle.getSpec().temporalNamespace();
        if (ownNamespace.isEmpty() || !shared.allows(reference.name(), namespace, temporalNamespace)) {
            throw new ConnectionException(
                    "NotAllowed",
                    "The operator's configuration does not allow bundles of Kubernetes namespace \"" + namespace
                            + "\" to use connection \"" + reference.name() + "\" for Temporal Namespace \""
                            + temporalNamespace
                            + "\". Ask an administrator to add it to cloud.sharedConnections in the chart, or use a"
                            + " connection of your own namespace (scope: Namespace).",
                    true);
        }
        return ownNamespace.get();
    }

    private static Secret read(KubernetesClient client, String namespace, String name) throws ConnectionException {
        try {
            return client.secrets().inNamespace(namespace).withName(name).get();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                throw new ConnectionException(
                        "ConnectionNotFound",
                        "The operator may not read Secret \"" + name + "\" in Kubernetes namespace \"" + namespace
                                + "\". Ask an administrator to set cloud.enabled=true in the chart.",
                        false);
            }
            throw e;
        }
    }

    private static Map<String, String> labels(Secret secret) {
        return Optional.ofNullable(secret.getMetadata().getLabels()).orElse(Map.of());
    }

    private String address(Secret secret, String what) throws ConnectionException {
        String address = value(secret, ADDRESS, what);
        Optional<String> host = host(address);
        if (host.isEmpty()) {
            throw invalid(what, ADDRESS, "is not <host>:<port>, such as saas-api.tmprl.cloud:443");
        }
        if (!hosts.allows(host.get())) {
            throw invalid(
                    what,
                    ADDRESS,
                    "names a host that the operator's configuration does not allow. Allowed are "
                            + String.join(", ", hosts.allowed())
                            + " and the names below. Ask an administrator to add the host to cloud.hosts in the chart");
        }
        return address;
    }

    /** The host of an address; empty if that is not {@code <host>:<port>}. */
    static Optional<String> host(String address) {
        Matcher parts = HOST_AND_PORT.matcher(address);
        return parts.matches() && Integer.parseInt(parts.group(2)) <= LAST_PORT
                ? Optional.of(parts.group(1))
                : Optional.empty();
    }

    private static ApiKey key(Secret secret, String what) throws ConnectionException {
        String key = value(secret, API_KEY, what);
        if (!KEY.matcher(key).matches()) {
            throw invalid(what, API_KEY, "is not an API key: it has white space, control or other characters");
        }
        return new ApiKey(key);
    }

    private static Optional<String> ca(Secret secret, String what) throws ConnectionException {
        if (data(secret).get(CA) == null) {
            return Optional.empty();
        }
        String pem = value(secret, CA, what);
        List<PemBlock> blocks =
                pem.length() > LARGEST_CA ? List.of() : PemReader.read(pem.getBytes(StandardCharsets.US_ASCII));
        if (blocks.isEmpty() || !blocks.stream().allMatch(Connections::isCertificate)) {
            throw invalid(what, CA, "is not a PEM text of certificates, of at most 256 KiB");
        }
        byte[] certificates =
                PemWriter.blocks(blocks.stream().map(PemBlock::der).toList());
        return Optional.of(new String(certificates, StandardCharsets.US_ASCII));
    }

    private static boolean isCertificate(PemBlock block) {
        try {
            return block.der() != null
                    && CertificateFactory.getInstance("X.509")
                                    .generateCertificate(new ByteArrayInputStream(block.der()))
                            != null;
        } catch (CertificateException e) {
            return false;
        }
    }

    /** A value without white space around it: a text file often ends with a line feed. */
    private static String value(Secret secret, String key, String what) throws ConnectionException {
        String encoded = data(secret).get(key);
        String value =
                encoded == null ? "" : new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8).strip();
        if (value.isEmpty()) {
            throw invalid(what, key, "is missing or empty");
        }
        return value;
    }

    private static Map<String, String> data(Secret secret) {
        return Optional.ofNullable(secret.getData()).orElse(Map.of());
    }

    private static ConnectionException invalid(String what, String key, String problem) {
        return new ConnectionException(
                "ConnectionInvalid", what + " cannot be used: " + key + " " + problem + ".", true);
    }
}
