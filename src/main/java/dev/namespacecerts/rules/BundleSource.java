package dev.namespacecerts.rules;

import dev.namespacecerts.x509.Certificate;
import java.util.List;

/** A source of {@code spec.certificates}, as collected. */
public sealed interface BundleSource {
    /** Name of the source with the demo roots. */
    String DEMO = "spec.demo";

    /** Path of the field, for example {@code spec.certificates[1]}. */
    String name();

    /** The name in messages, for example {@code ConfigMap corporate-ca, key ca.crt}. */
    default String place() {
        return name();
    }

    /**
     * The text of a source.
     *
     * @param object the object that contains the text, for example {@code ConfigMap "corporate-ca"}
     */
    record Text(String name, String place, byte[] text, String object) implements BundleSource {
        /** A text in the bundle itself. */
        public Text(String name, byte[] text) {
            this(name, text, "this bundle");
        }

        /** A text that messages name by its path. */
        public Text(String name, byte[] text, String object) {
            this(name, name, text, object);
        }
    }

    /** Certificates that are parsed already, such as demo roots. */
    record Certificates(String name, List<Certificate> certificates) implements BundleSource {}

    /** A text that was not read, because it exceeds the limit by itself or together with previous texts. */
    record Unread(String name, String place, int bytes) implements BundleSource {
        /** A text that messages name by its path. */
        public Unread(String name, int bytes) {
            this(name, name, bytes);
        }
    }

    /**
     * A source that is missing or may not be read.
     *
     * @param place the name in messages, for example {@code ConfigMap corporate-ca, key ca.crt}
     * @param why the problem with it
     * @param secret name of the referenced Secret; null if the object is not a Secret
     */
    record Missing(String name, String place, String why, String secret) implements BundleSource {
        /** A missing source that is not a Secret. */
        public Missing(String name, String place, String why) {
            this(name, place, why, null);
        }
    }
}
