package dev.namespacecerts.cloud;

import dev.namespacecerts.x509.DisplayText;
import io.grpc.Status;
import java.util.Locale;
import java.util.regex.Pattern;

/** An answer of Temporal Cloud other than success. It has no cause, because that may have headers. */
public final class CloudException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 1_024;

    /** What changes from one refusal to the next: times, identifiers, numbers with many digits, durations. */
    private static final Pattern CHANGING = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?( ?(Z|UTC|[+-]\\d\\d:?\\d\\d))*( m=[+-][\\d.]+)?"
                    + "|\\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\b"
                    + "|\\b(?=[0-9a-f]*\\d)(?=[0-9a-f]*[a-f])[0-9a-f]{16,31}\\b"
                    + "|\\b(?=[0-9a-f]*\\d)[0-9a-f]{33,39}\\b"
                    + "|\\b\\d+(\\.\\d+)?(ns|us|µs|ms|s|m|h)(\\d+(\\.\\d+)?(ns|us|µs|ms|s|m|h))*\\b"
                    + "|\\b\\d{5,15}\\b");

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
        String words = words(status.getDescription(), connection);
        return new CloudException(
                kind(status, words), words.isEmpty() ? status.getCode().name() : words);
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
        String cut = text.substring(0, Math.min(text.length(), 8 * LONGEST)); // bounds the work of the pattern
        String key = connection.key().header().substring("Bearer ".length());
        String constant = CHANGING.matcher(cut.replace(key, "(key)"))
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
