package dev.namespacecerts.inspect;

import dev.namespacecerts.x509.DisplayText;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a TLS server, as the user gave it.
 *
 * @param host a name or IP address, without brackets
 */
public record ServerAddress(String host, int port) {
    private static final int HIGHEST_PORT = 65_535;
    private static final int SHOWN = 100;
    private static final Pattern NAMED =
            Pattern.compile("([A-Za-z0-9_](?:[A-Za-z0-9._-]{0,252}[A-Za-z0-9_.])?):([0-9]{1,5})");
    private static final Pattern IPV6 =
            Pattern.compile("\\[([0-9A-Fa-f:.]{2,45}(?:%[A-Za-z0-9._-]{1,32})?)]:([0-9]{1,5})");
    private static final Pattern BARE_IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern URL =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]{0,20})://([^/?#]{0,300}).*", Pattern.DOTALL);

    /**
     * The address that an argument names; empty if it is none, and so the name of a file.
     *
     * @throws InspectException if it was meant as an address, but has another form
     */
    public static Optional<ServerAddress> parse(String argument) throws InspectException {
        Matcher url = URL.matcher(argument);
        if (url.matches()) {
            throw new InspectException(DisplayText.quoted(argument, SHOWN)
                    + " is a URL. Write the host and the port of the server alone"
                    + form(url.group(2).replaceAll("^.*@", ""), url.group(1)) + ".");
        }
        Matcher named = NAMED.matcher(argument);
        Matcher address = IPV6.matcher(argument);
        if (named.matches()) {
            return Optional.of(new ServerAddress(named.group(1), port(argument, named.group(2))));
        } else if (address.matches()) {
            return Optional.of(new ServerAddress(address.group(1), port(argument, address.group(2))));
        } else if (BARE_IPV6.matcher(argument).matches()) {
            throw new InspectException(DisplayText.quoted(argument, SHOWN)
                    + " looks like an IPv6 address. Write it in brackets, with the port: [2001:db8::1]:443.");
        }
        return Optional.empty();
    }

    private static String form(String authority, String scheme) {
        boolean port = authority.matches(".*:[0-9]{1,5}");
        String written = port ? authority : authority + (scheme.equals("grpc") ? ":7233" : ":443");
        return NAMED.matcher(written).matches() || IPV6.matcher(written).matches() ? ": " + written : ": host:443";
    }

    private static int port(String argument, String digits) throws InspectException {
        int port = Integer.parseInt(digits);
        if (port < 1 || port > HIGHEST_PORT) {
            throw new InspectException(DisplayText.quoted(argument, SHOWN) + " has no valid port: 1 to 65535.");
        }
        return port;
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    boolean isIpAddress() {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }
}
