package dev.namespacecerts.rules.filter;

import java.util.Optional;

/**
 * A pattern of a filter field: an exact value, a prefix followed by {@code *}, or a suffix preceded by {@code *}. The
 * {@code *} also matches the empty text. The comparison ignores case, and works on the text as a whole, not by DNS
 * label.
 */
public final class FilterPattern {
    private enum Kind {
        WHOLE,
        PREFIX,
        SUFFIX
    }

    /** Dotted capital I and dotless small i. In Unicode's simple case folding, each equals only itself. */
    private static final String TURKISH_I = "\u0130\u0131";

    private final String written;
    private final Kind kind;
    private final String folded;

    private FilterPattern(String written, Kind kind, String text) {
        this.written = written;
        this.kind = kind;
        this.folded = fold(text);
    }

    /**
     * Parses a trimmed text that is not empty; the result is empty if the {@code *} stands alone or in the middle, or
     * is not the only one.
     */
    public static Optional<FilterPattern> parse(String text) {
        int star = text.indexOf('*');
        if (star < 0) {
            return Optional.of(new FilterPattern(text, Kind.WHOLE, text));
        }
        if (text.length() == 1 || text.indexOf('*', star + 1) >= 0) {
            return Optional.empty();
        }
        if (star == 0) {
            return Optional.of(new FilterPattern(text, Kind.SUFFIX, text.substring(1)));
        }
        return star == text.length() - 1
                ? Optional.of(new FilterPattern(text, Kind.PREFIX, text.substring(0, star)))
                : Optional.empty();
    }

    /** Describes the problem of a text that {@link #parse} rejects, as the predicate of a sentence. */
    static String problem(String text) {
        if (text.length() == 1) {
            return "is a * alone, which matches every certificate";
        }
        int stars = (int) text.chars().filter(letter -> letter == '*').count();
        if (stars == 1) {
            return "has its * in the middle";
        }
        boolean bothEnds = stars == 2 && text.startsWith("*") && text.endsWith("*");
        return bothEnds ? "has a * at both ends" : "has " + stars + " *";
    }

    /** Whether a value matches the pattern. */
    public boolean matches(String value) {
        return matchesFolded(fold(value));
    }

    /** Whether this is a prefix pattern that starts with a dot, such as {@code .example.*}. */
    boolean isPrefixWithDot() {
        return kind == Kind.PREFIX && folded.startsWith(".");
    }

    /** Whether this pattern matches every value that another one matches. */
    boolean covers(FilterPattern other) {
        return switch (other.kind) {
            case WHOLE -> matchesFolded(other.folded);
            case PREFIX -> kind == Kind.PREFIX && other.folded.startsWith(folded);
            case SUFFIX -> kind == Kind.SUFFIX && other.folded.endsWith(folded);
        };
    }

    private boolean matchesFolded(String value) {
        return switch (kind) {
            case WHOLE -> value.equals(folded);
            case PREFIX -> value.startsWith(folded);
            case SUFFIX -> value.endsWith(folded);
        };
    }

    /**
     * Folds case character by character, as Go's strings.EqualFold compares: independent of the locale and of
     * neighbouring characters. Converts to upper case first, because some letters have several lower-case forms (final
     * sigma).
     */
    private static String fold(String text) {
        return text.codePoints()
                .map(letter ->
                        TURKISH_I.indexOf(letter) >= 0 ? letter : Character.toLowerCase(Character.toUpperCase(letter)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The pattern as it was written. */
    @Override
    public String toString() {
        return written;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FilterPattern pattern && kind == pattern.kind && folded.equals(pattern.folded);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + folded.hashCode();
    }
}
