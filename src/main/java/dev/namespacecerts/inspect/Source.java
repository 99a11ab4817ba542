package dev.namespacecerts.inspect;

import java.util.List;

/**
 * A text with certificates: a file, or one key of a Secret or ConfigMap.
 *
 * @param name in messages
 * @param pem the text that the rules judge; of other formats, their certificates as PEM
 * @param key a text with the private key of its leaf; null if there is none
 */
record Source(String name, byte[] pem, List<Entry> entries, byte[] key) {
    Source {
        entries = List.copyOf(entries);
    }
}
