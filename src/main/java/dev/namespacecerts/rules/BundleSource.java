package dev.namespacecerts.rules;

import dev.namespacecerts.x509.Certificate;
import java.util.List;

/** One entry of {@code spec.certificates}, as it was collected. */
public sealed interface BundleSource {
    /** The name of the source that holds the demo roots. */
    String DEMO = "spec.demo";

    /** The field, for example {@code spec.certificates[1]}. */
    String name();

    /**
     * A text that was read.
     *
     * @param object what holds the text, for example {@code ConfigMap "corporate-ca"}
     */
    record Text(String name, byte[] text, String object) implements BundleSource {
        /** A text that stands in the bundle itself. */
        public Text(String name, byte[] text) {
            this(name, text, "this bundle");
        }
    }

    /** Certificates that were parsed before, such as those that the operator made. */
    record Certificates(String name, List<Certificate> certificates) implements BundleSource {}

    /** A text that nobody would read, because it is too large by itself or beside those before it. */
    record Unread(String name, int bytes) implements BundleSource {}

    /**
     * A source that is missing or may not be read.
     *
     * @param what the thing that was looked for, for example {@code ConfigMap "corporate-ca"}
     * @param why what is the matter with it
     * @param secret name of the Secret that was looked for; null where it is another thing
     */
    record Missing(String name, String what, String why, String secret) implements BundleSource {
        /** Something else than a Secret. */
        public Missing(String name, String what, String why) {
            this(name, what, why, null);
        }
    }
}
