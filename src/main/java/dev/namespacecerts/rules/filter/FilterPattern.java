package dev.namespacecerts.rules.filter;

import java.util.Optional;

/**
 * What one field of a filter asks for: a whole value, or with one {@code *} at its beginning or end a suffix or prefix.
 * The {@code *} may match nothing. Compared without regard to case, on the plain text and not by DNS label.
 */
public final class FilterPattern {
    private enum Kind {
        WHOLE,
        PREFIX,
        SUFFIX
    }

    /** The dotted capital and the dotless small i, which Unicode folds to nothing but themselves. */
    private static final String TURKISH_I = "\u0130\u0131";

    private final String written;
    private final Kind kind;
    private final String folded;

    private FilterPattern(String written, Kind kind, String text) {
        this.written = written;
        this.kind = kind;
        this.folded = fold(text);
    }

    /** Reads a trimmed text that is not empty; empty where its {@code *} is alone, within it, or not the only one. */
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

    /** What is wrong with a text that {@link #parse} does not accept, after its name. */
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

    /** Whether it is a prefix pattern that starts with a dot, such as {@code .example.*}. */
    boolean isPrefixWithDot() {
        return kind == Kind.PREFIX && folded.startsWith(".");
    }

    /** Whether this matches every value that another matches, or the same. */
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
     * Letter by letter, so that a part of a text folds as it does within the whole, and in no locale; as Go's
     * strings.EqualFold compares. Through upper case first, as letters with several lower forms (final sigma) need it.
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
