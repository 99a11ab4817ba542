package dev.namespacecerts.diff;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A sentence with values of the manifests, which are hostile.
 *
 * @param template the sentence; each {@code {}} stands for the next value, and each {@code {!}} for one that is a sentence
 */
public record Phrase(String template, List<String> values) {
    private static final Pattern PLACE = Pattern.compile("\\{(!?)}");

    /** A sentence with its values. */
    public static Phrase of(String template, Object... values) {
        return new Phrase(template, Stream.of(values).map(String::valueOf).toList());
    }

    /**
     * The sentence as a format writes it.
     *
     * @param name gives a name or a value the form of the format
     * @param sentence gives a sentence that form
     */
    public String with(UnaryOperator<String> name, UnaryOperator<String> sentence) {
        StringBuilder whole = new StringBuilder();
        Matcher place = PLACE.matcher(template);
        for (String value : values) {
            place.find();
            String shown = (place.group(1).isEmpty() ? name : sentence).apply(value);
            place.appendReplacement(whole, Matcher.quoteReplacement(shown));
        }
        return place.appendTail(whole).toString();
    }

    /** This sentence, and another one after it. */
    public Phrase and(Phrase next) {
        return new Phrase(
                template + next.template,
                Stream.concat(values.stream(), next.values.stream()).toList());
    }
}
