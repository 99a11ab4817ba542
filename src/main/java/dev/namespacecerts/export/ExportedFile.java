package dev.namespacecerts.export;

/**
 * A file of an exported bundle.
 *
 * @param part by which a user selects it, for example {@code ca}
 * @param name of the file
 */
public record ExportedFile(String part, String name, String text) {}
