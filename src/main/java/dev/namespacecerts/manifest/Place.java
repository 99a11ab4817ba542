package dev.namespacecerts.manifest;

/**
 * A place in a file.
 *
 * @param file path with slashes, as given on the command line and continued below it; {@code -} for standard input
 * @param line counted from 1; 0 for the whole file
 * @param column counted from 1, in characters; 0 for the whole line
 */
public record Place(String file, int line, int column) {
    /** The whole file. */
    public static Place of(String file) {
        return new Place(file, 0, 0);
    }
}
