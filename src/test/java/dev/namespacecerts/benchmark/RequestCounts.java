package dev.namespacecerts.benchmark;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of requests to an API server, by verb and resource, for example "PATCH certificatefilters/status". */
final class RequestCounts {
    private static final Pattern SERIES = Pattern.compile("apiserver_request_total\\{(.*)} (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    /** The resources that the operator works with. The API server and its controllers send requests about others. */
    private static final Set<String> RESOURCES =
            Set.of("namespacecertificatebundles", "certificatefilters", "configmaps", "secrets", "events");

    private final Map<String, Long> counts;

    RequestCounts() {
        this(new TreeMap<>());
    }

    private RequestCounts(Map<String, Long> counts) {
        this.counts = counts;
    }

    /** All requests that an API server has answered, without watches, from its metrics. */
    static RequestCounts answered(String metrics) {
        RequestCounts answered = new RequestCounts();
        metrics.lines().map(SERIES::matcher).filter(Matcher::matches).forEach(series -> {
            Map<String, String> labels = new TreeMap<>();
            LABEL.matcher(series.group(1)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
            if (!labels.getOrDefault("verb", "").equals("WATCH")) {
                answered.add(
                        labels.getOrDefault("verb", ""),
                        labels.getOrDefault("resource", ""),
                        labels.getOrDefault("subresource", ""),
                        (long) Double.parseDouble(series.group(2)));
            }
        });
        return answered;
    }

    /** Counts a request by its path, as the API server does. */
    void add(String method, String path) {
        String[] parts = path.replaceFirst("^/(api/v1|apis/[^/]+/[^/]+)/(namespaces/[^/]+/)?", "")
                .split("[/?]");
        boolean one = parts.length > 1;
        String verb = switch (method) {
            case "GET" -> one ? "GET" : "LIST";
            case "DELETE" -> one ? "DELETE" : "DELETECOLLECTION";
            default -> method;
        };
        add(verb, parts[0], parts.length > 2 ? parts[2] : "", 1);
    }

    private synchronized void add(String verb, String resource, String subresource, long count) {
        if (RESOURCES.contains(resource)) {
            counts.merge(verb + " " + resource + (subresource.isEmpty() ? "" : "/" + subresource), count, Long::sum);
        }
    }

    synchronized RequestCounts copy() {
        return new RequestCounts(new TreeMap<>(counts));
    }

    /** These without those. */
    RequestCounts without(RequestCounts others) {
        RequestCounts rest = copy();
        others.copy().counts.forEach((request, count) -> rest.counts.merge(request, -count, Long::sum));
        rest.counts.values().removeIf(count -> count == 0);
        return rest;
    }

    /**
     * These without reads of single bundles, also those of the operator. The garbage collector of the cluster sends the same: it reads
     * the owner of each object that was published, some time after that.
     */
    RequestCounts withoutOwners() {
        RequestCounts rest = copy();
        rest.counts.remove("GET namespacecertificatebundles");
        return rest;
    }

    long all() {
        return sum(true) + sum(false);
    }

    long reads() {
        return sum(true);
    }

    /** Without Events. */
    long writes() {
        return sum(false) - events();
    }

    /** Requests that write Events. */
    long events() {
        return counts.entrySet().stream()
                .filter(request -> !isRead(request.getKey()) && request.getKey().endsWith(" events"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private long sum(boolean reads) {
        return counts.entrySet().stream()
                .filter(request -> isRead(request.getKey()) == reads)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static boolean isRead(String request) {
        return request.startsWith("GET ") || request.startsWith("LIST ");
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
