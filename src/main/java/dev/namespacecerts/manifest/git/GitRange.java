package dev.namespacecerts.manifest.git;

import dev.namespacecerts.x509.DisplayText;
import java.util.regex.Pattern;

/**
 * Two revisions, as {@code git diff} takes them.
 *
 * @param fromMergeBase whether the old version is the merge base of both ({@code A...B}), not the first one ({@code A..B})
 */
public record GitRange(String before, String after, boolean fromMergeBase) {
    private static final String DOTS = "..";
    private static final int SHOWN = 253;

    /** No option, no path of a tree, nothing that Git searches for. */
    private static final Pattern REVISION = Pattern.compile("[\\p{L}\\p{N}_@][\\p{L}\\p{N}_./@{}~^+=#%,-]{0,249}");

    /**
     * Whether a text is a range, which depends on the text alone: no file can change it. {@code ../old} and {@code ./a..b} are
     * paths.
     */
    public static boolean isRange(String text) {
        int dots = text.indexOf(DOTS);
        if (dots <= 0 || text.startsWith("/") || text.startsWith(".") || text.charAt(dots - 1) == '/') {
            return false;
        }
        String after = text.substring(dots + DOTS.length());
        return !after.startsWith("/") && !after.startsWith("\\");
    }

    /** The range that a text is. */
    public static GitRange parse(String text) throws GitException {
        int dots = text.indexOf(DOTS);
        boolean three = text.startsWith(DOTS + ".", dots);
        return new GitRange(revision(text.substring(0, dots)), revision(text.substring(dots + (three ? 3 : 2))), three);
    }

    private static String revision(String text) throws GitException {
        if (!REVISION.matcher(text).matches() || text.contains(DOTS)) {
            throw new GitException((text.isEmpty() ? "An empty text" : DisplayText.quoted(text, SHOWN))
                    + " is no revision of Git. A range is, for example, main...HEAD.");
        }
        return text;
    }
}
