package dev.namespacecerts.inspect;

import dev.namespacecerts.x509.Certificate;

/**
 * A block of a source. A private key has neither a certificate nor a problem.
 *
 * @param position in the source, counted from 1
 * @param certificate null if it is none, or cannot be parsed
 * @param problem why it is no readable certificate; else null
 */
record Entry(int position, Certificate certificate, String problem) {
    boolean isPrivateKey() {
        return certificate == null && problem == null;
    }
}
