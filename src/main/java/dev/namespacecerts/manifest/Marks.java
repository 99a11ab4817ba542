package dev.namespacecerts.manifest;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the fields of a document stand in its file. */
final class Marks {
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN");

    /** A key with other characters than these is quoted in a path. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_/-]+");

    private final Map<String, Mark> marks;
    private final String prefix;

    Marks() {
        this(new HashMap<>(), "");
    }

    private Marks(Map<String, Mark> marks, String prefix) {
        this.marks = marks;
        this.prefix = prefix;
    }

    /** The marks of an object inside this one, such as an item of a List. */
    Marks below(String path) {
        return new Marks(marks, full(path));
    }

    private String full(String path) {
        if (prefix.isEmpty() || path.isEmpty()) {
            return prefix + path;
        }
        return path.startsWith("[") ? prefix + path : prefix + "." + path;
    }

    /**
     * Place of a value.
     *
     * @param literal whether it is a literal block: each of its lines is a line of the file, and the first one follows
     * @param raw the value as it is written in the file; null if it has no line with a PEM block
     * @param file of which the value is the text; null for a value in the file of the document
     */
    record Mark(int line, int column, boolean literal, String raw, String file) {
        Mark(int line, int column, boolean literal, String raw) {
            this(line, column, literal, raw, null);
        }

        /** The PEM blocks in the value are found by their text alone. */
        Mark unaligned() {
            return new Mark(line, column, false, raw, file);
        }
    }

    /** Marks a value that is a file. */
    void file(String path, String file) {
        marks.put(path, new Mark(1, 1, false, null, file));
    }

    /** Marks a value that is made of another one. */
    void copy(String path, Marks from, String other) {
        Mark mark = from.nearest(other);
        if (mark != null) {
            marks.put(path, mark.unaligned());
        }
    }

    void put(String path, Mark mark) {
        marks.put(path, mark);
    }

    Place place(String file, String path) {
        Mark mark = nearest(path);
        return mark == null ? Place.of(file) : place(file, mark);
    }

    private static Place place(String file, Mark mark) {
        return new Place(mark.file() == null ? file : mark.file(), mark.line(), mark.column());
    }

    Place line(String file, String path, String text, int line) {
        Mark mark = marks.get(full(path));
        if (mark == null || line < 0) {
            return place(file, path);
        }
        if (mark.file() != null) {
            return new Place(mark.file(), line + 1, 1);
        }
        if (mark.literal()) {
            return new Place(file, mark.line() + 1 + line, mark.raw() == null ? 1 : indent(mark.raw()) + 1);
        }
        return mark.raw() == null ? place(file, path) : begin(file, mark, begins(text, line));
    }

    /** Columns before the first line of the text. */
    private static int indent(String raw) {
        int start = raw.indexOf('\n') + 1;
        int end = start;
        while (end < raw.length() && raw.charAt(end) == ' ') {
            end++;
        }
        return end - start;
    }

    /** Number of PEM blocks that begin in the lines before. */
    private static int begins(String text, int line) {
        int end = -1;
        for (int i = 0; i < line; i++) {
            int next = text.indexOf('\n', end + 1);
            if (next < 0) {
                break;
            }
            end = next;
        }
        return (int) BEGIN.matcher(text).region(0, end + 1).results().count();
    }

    private static Place begin(String file, Mark mark, int skip) {
        Matcher matcher = BEGIN.matcher(mark.raw());
        for (int i = 0; i <= skip; i++) {
            if (!matcher.find()) {
                return new Place(file, mark.line(), mark.column());
            }
        }
        String before = mark.raw().substring(0, matcher.start());
        int lines = (int) before.chars().filter(c -> c == '\n').count();
        return lines == 0
                ? new Place(file, mark.line(), mark.column() + before.length())
                : new Place(file, mark.line() + lines, before.length() - before.lastIndexOf('\n'));
    }

    private Mark nearest(String path) {
        String at = full(path);
        while (true) {
            Mark mark = marks.get(at);
            if (mark != null || at.isEmpty()) {
                return mark;
            }
            at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
        }
    }

    /** The path of a field below another. */
    static String child(String parent, String key) {
        if (!PLAIN.matcher(key).matches()) {
            return parent + "[\"" + key + "\"]";
        }
        return parent.isEmpty() ? key : parent + "." + key;
    }
}
