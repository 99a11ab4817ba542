package dev.namespacecerts.rules;

import dev.namespacecerts.x509.Certificate;
import java.util.List;

/** One entry of {@code spec.certificates}, as it was collected. */
public sealed interface BundleSource {
    /** The name of the source that holds the demo roots. */
    String DEMO = "spec.demo";

    /** The field, for example {@code spec.certificates[1]}. */
    String name();

    /** A text that was read. */
    record Text(String name, byte[] text) implements BundleSource {}

    /** Certificates that were parsed before, such as those that the operator made. */
    record Certificates(String name, List<Certificate> certificates) implements BundleSource {}

    /** A text that nobody would read, because it is too large by itself or beside those before it. */
    record Unread(String name, int bytes) implements BundleSource {}

    /**
     * A source that is missing or may not be read.
     *
     * @param what the thing that was looked for, for example {@code ConfigMap "corporate-ca"}
     * @param why what is the matter with it
     */
    record Missing(String name, String what, String why) implements BundleSource {}
}
