package dev.namespacecerts.cloud;

import dev.namespacecerts.x509.DisplayText;
import io.grpc.Status;
import io.grpc.netty.shaded.io.netty.handler.ssl.NotSslRecordException;
import java.util.Locale;
import java.util.regex.Pattern;

/** An answer of Temporal Cloud other than success. It has no cause, because that may have headers. */
public final class CloudException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 1_024;
    private static final int MOST_CAUSES = 16;

    /**
     * What changes from one refusal to the next: times, addresses, identifiers, durations, numbers with many digits. Fingerprints
     * (40 or 64 hexadecimal digits) stay. Repeated groups have limits, because each repetition takes stack.
     */
    private static final Pattern CHANGING = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?( ?(Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)){0,3}( m=[+-][\\d.]+)?"
                    + "|\\b((Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?(\\d{1,2} )?[A-Z][a-z]{2} [ \\d]?\\d{1,4},? "
                    + "\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?( ?(Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)){0,3}( \\d{4})?"
                    + "|\\b\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?\\b"
                    + "|\\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\b"
                    + "|\\b(?=[0-9a-f]*\\d)(?=[0-9a-f]*[a-f])[0-9a-f]{16,39}\\b"
                    + "|\\b[0-9A-HJKMNP-TV-Z]{26}\\b"
                    + "|/?\\b\\d{1,3}(\\.\\d{1,3}){3}(:\\d{1,5})?\\b"
                    + "|\\b\\d+(\\.\\d+)?(ns|us|µs|ms|s|m|h)(\\d+(\\.\\d+)?(ns|us|µs|ms|s|m|h)){0,6}\\b"
                    + "|\\b\\d+(\\.\\d+)?(?= (nano|micro|milli)?(second|minute|hour)s?\\b)"
                    + "|\\b\\d{5,19}\\b");

    /** A shorter text is no key; it may be a part of any word. */
    private static final int SHORTEST_KEY = 8;

    /** Bounds the work of the pattern. */
    private static final int LONGEST_INPUT = 8 * LONGEST;

    private final Kind kind;

    /** Kind of an answer. */
    public enum Kind {
        UNAUTHENTICATED,
        PERMISSION_DENIED,
        NOT_FOUND,
        NOTHING_TO_CHANGE,
        REFUSED,
        THROTTLED,
        UNAVAILABLE,
        CONFLICT
    }

    CloudException(Kind kind, String words) {
        super(words, null, false, false);
        this.kind = kind;
    }

    static CloudException of(Status status, Connection connection) {
        String words = words(description(status), connection);
        return new CloudException(
                kind(status, words), words.isEmpty() ? status.getCode().name() : words);
    }

    /** What gRPC adds on its own has the parts of a connection and how long each took; only the first cause tells why. */
    private static String description(Status status) {
        if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
            return "no answer in time";
        }
        Throwable cause = status.getCause();
        if (cause == null) {
            return withoutBody(status.getDescription());
        }
        if (status.getCode() != Status.Code.UNAVAILABLE) {
            return status.getDescription();
        }
        for (int depth = 0; depth < MOST_CAUSES && cause.getCause() != null; depth++) {
            cause = cause.getCause();
        }
        if (cause instanceof NotSslRecordException) {
            return "no connection: the server does not use TLS"; // its message has all that the server sent
        }
        return "no connection: "
                + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
    }

    /** What a server that does not speak gRPC answers may be meant for others: gRPC quotes its headers and its page. */
    private static String withoutBody(String description) {
        int headers = description == null ? -1 : description.indexOf("\nheaders: ");
        return headers < 0 ? description : description.substring(0, headers);
    }

    private static Kind kind(Status status, String words) {
        return switch (status.getCode()) {
            case UNAUTHENTICATED -> Kind.UNAUTHENTICATED;
            case PERMISSION_DENIED -> Kind.PERMISSION_DENIED;
            case NOT_FOUND -> Kind.NOT_FOUND;
            case RESOURCE_EXHAUSTED ->
                words.contains("message larger than max") || words.contains("exceeds maximum size")
                        ? Kind.REFUSED
                        : Kind.THROTTLED;
            case FAILED_PRECONDITION, ABORTED, ALREADY_EXISTS -> Kind.CONFLICT;
            case INVALID_ARGUMENT ->
                words.toLowerCase(Locale.ROOT).contains("nothing to change") ? Kind.NOTHING_TO_CHANGE : Kind.REFUSED;
            case OUT_OF_RANGE, UNIMPLEMENTED -> Kind.REFUSED;
            default -> Kind.UNAVAILABLE;
        };
    }

    /** The service's words without what changes from try to try, escaped, at most 1,024 characters. */
    static String words(String text, Connection connection) {
        if (text == null) {
            return "";
        }
        String key = connection.key().header().substring("Bearer ".length());
        String open = key.length() < SHORTEST_KEY ? text : text.replace(key, "(key)");
        String constant = CHANGING.matcher(open.substring(0, Math.min(open.length(), LONGEST_INPUT)))
                .replaceAll("…")
                .replaceAll("\\s+", " ")
                .strip();
        return DisplayText.of(constant, LONGEST);
    }

    public Kind kind() {
        return kind;
    }

    /** The service's words, for a message. */
    public String words() {
        return getMessage();
    }
}
