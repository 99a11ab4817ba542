package dev.namespacecerts.schema;

/**
 * Why the API server refuses an object.
 *
 * @param path of the field, for example {@code spec.certificates[0].inline}; empty for the whole object
 * @param message what was found and what is allowed, without the path; quotes no text that may be a private key
 */
public record SchemaProblem(String path, String message) {}
