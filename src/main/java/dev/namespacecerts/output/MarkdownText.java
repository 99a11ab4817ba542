package dev.namespacecerts.output;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text as Markdown of GitHub and GitLab in which nothing is a link, an image, HTML or a mention. Backslashes do not suffice
 * for that: both look for mentions, references and addresses in what Markdown leaves. They leave out code.
 */
public final class MarkdownText {
    /** A text in quotation marks, or a word, with the punctuation around. */
    private static final Pattern TOKEN = Pattern.compile("(\\(*)(\"[^\"]*\"|\\S+?)([).,;:!?]*)(?=\\s|$)|\\S+");

    /** What neither Markdown nor a code host gives a meaning: a word without digits that may be a commit, or a number. */
    private static final Pattern HARMLESS = Pattern.compile("(?![a-f]{7})\\p{L}+(?:-\\p{Ll}+)*(?:'\\p{Ll}+)?|\\d{1,6}");

    private MarkdownText() {}

    /** A sentence. Words that could have a meaning in Markdown are code. */
    public static String of(String sentence) {
        return TOKEN.matcher(ShownText.of(sentence))
                .replaceAll(token -> Matcher.quoteReplacement(token(token.group())));
    }

    private static String token(String token) {
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches() || parts.group(2) == null) {
            return span(token);
        }
        String word = parts.group(2);
        return parts.group(1) + (HARMLESS.matcher(word).matches() ? word : span(word)) + parts.group(3);
    }

    /** A name or a value, as code. */
    public static String code(String value) {
        return span(ShownText.of(value));
    }

    private static String span(String code) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < code.length(); i++) {
            run = code.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(longest + 1);
        boolean padded = code.isEmpty()
                || code.startsWith("`")
                || code.endsWith("`")
                || code.isBlank()
                || code.startsWith(" ") && code.endsWith(" ");
        String padding = padded ? " " : "";
        return fence + padding + code + padding + fence;
    }
}
