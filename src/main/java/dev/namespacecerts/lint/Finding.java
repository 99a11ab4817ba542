package dev.namespacecerts.lint;

import dev.namespacecerts.manifest.Place;

/**
 * A finding about an object or a file. All texts can be displayed: special characters are escaped, lengths are limited, and
 * none holds key material.
 *
 * @param id the rule, for example {@code CA-5}; or, in CamelCase, what lint finds without a rule
 * @param place the PEM block, or the field
 * @param related the field of the bundle that names the object of {@code place}; or null
 * @param object the judged object; null for a file
 * @param source path of the field, as in a status; like all that follow, null if there is none
 * @param position number of the PEM block in that source, counted from 1
 * @param subject of the certificate
 * @param fingerprint of the certificate: SHA-256, in hex
 * @param found the value that violates the rule
 * @param allowed the values that the rule allows
 * @param message the problem, in one or two sentences
 * @param remedy how to fix it
 */
public record Finding(
        String id,
        Level level,
        Place place,
        Place related,
        ObjectName object,
        String source,
        Integer position,
        String subject,
        String fingerprint,
        String found,
        String allowed,
        String message,
        String remedy) {

    /** A finding about no certificate. @param source the field; null for the whole object or file */
    public static Finding of(
            String id, Level level, Place place, ObjectName object, String source, String message, String remedy) {
        return new Finding(id, level, place, null, object, source, null, null, null, null, null, message, remedy);
    }

    /** The same finding, which says what is allowed. */
    public Finding allowing(String value) {
        return new Finding(
                id,
                level,
                place,
                related,
                object,
                source,
                position,
                subject,
                fingerprint,
                found,
                value,
                message,
                remedy);
    }
}
