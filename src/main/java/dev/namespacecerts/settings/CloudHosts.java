package dev.namespacecerts.settings;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The hosts that a connection to Temporal Cloud may name. An address stands in a Secret that a user writes; without this list,
 * the operator could be made to connect to any host.
 */
public record CloudHosts(List<String> allowed) {
    /** Setting with host names; each also allows the names below it. */
    public static final String SETTING = "namespacecerts.cloud-hosts";

    public static final String DEFAULT = "tmprl.cloud";

    private static final Pattern HOST =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+");

    /**
     * Reads the setting.
     *
     * @throws IllegalArgumentException where it is malformed; the message quotes the part
     */
    public static CloudHosts parse(String setting) {
        List<String> hosts = Stream.of(setting.strip().split("[\\s,]+"))
                .map(host -> host.toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .toList();
        hosts.stream().filter(host -> !HOST.matcher(host).matches()).findFirst().ifPresent(host -> {
            throw new IllegalArgumentException(host);
        });
        return new CloudHosts(hosts);
    }

    /** Whether a host is in the list, or below one that is. An IP address must be in the list itself. */
    public boolean allows(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        boolean literal = ADDRESS.matcher(name).matches();
        return HOST.matcher(name).matches()
                && allowed.stream().anyMatch(given -> name.equals(given) || (!literal && name.endsWith("." + given)));
    }
}
