package dev.namespacecerts.output;

import dev.namespacecerts.lint.Level;

/**
 * What the formats need to know besides the findings.
 *
 * @param version of this program
 * @param failOn the lowest level that fails the run
 * @param colored whether text has colors
 * @param width columns of a line of text; 0 for no limit
 */
public record OutputOptions(String version, Level failOn, boolean colored, int width) {
    /** Without colors and without a limit of the width. */
    public static OutputOptions of(String version, Level failOn) {
        return new OutputOptions(version, failOn, false, 0);
    }

    /** Whether a finding of a level fails the run. A Note never does. */
    boolean fails(Level level) {
        return level != Level.Note && level.compareTo(failOn) <= 0;
    }
}
