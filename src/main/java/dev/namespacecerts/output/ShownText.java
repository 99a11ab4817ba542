package dev.namespacecerts.output;

import dev.namespacecerts.manifest.Place;
import dev.namespacecerts.x509.DisplayText;
import java.util.regex.Pattern;

/**
 * Text from files and their names, in the form in which every format may contain it: without control, format and invisible
 * characters, in one line, of limited length, and without a command of a CI system.
 */
final class ShownText {
    private static final int LONGEST_TEXT = 2048;
    private static final int LONGEST_PATH = 4096;

    /** GitHub Actions and Azure Pipelines look for such a command anywhere in a line of the log. */
    private static final Pattern CI_COMMAND = Pattern.compile("##(\\w{0,20})\\[");

    private ShownText() {}

    /** A text as it may be shown; null for null. */
    static String of(String text) {
        return text == null ? null : withoutCommands(DisplayText.of(text, LONGEST_TEXT));
    }

    /** The path of a file as a person wants to see it. */
    static String path(String file) {
        if (file.equals("-")) {
            return "standard input";
        }
        String shown = withoutCommands(DisplayText.of(file, LONGEST_PATH));
        // GitHub Actions takes a line that begins with "::" for a command, and a program "-" for an option.
        return shown.startsWith(":") || shown.startsWith("-") ? "./" + shown : shown;
    }

    /** Path, line and column, as compilers write them. */
    static String place(Place place) {
        StringBuilder shown = new StringBuilder(path(place.file()));
        if (place.line() > 0) {
            shown.append(':').append(place.line());
            if (place.column() > 0) {
                shown.append(':').append(place.column());
            }
        }
        return shown.toString();
    }

    private static String withoutCommands(String text) {
        return text.contains("##") ? CI_COMMAND.matcher(text).replaceAll("##$1\\\\u{005B}") : text;
    }
}
