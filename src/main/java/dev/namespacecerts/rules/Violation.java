package dev.namespacecerts.rules;

import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.DisplayText;

/**
 * A violation of a rule. All texts can be displayed: special characters are escaped, and lengths are limited.
 *
 * @param source path of the field, for example {@code spec.certificates[1]}; or null
 * @param place the source in messages, for example {@code ConfigMap corporate-ca, key ca.crt}; or null
 * @param position number of the PEM block in that source, counted from 1; or null
 * @param subject of the certificate; like issuer, serial (hex) and fingerprints (hex), null if there is no certificate
 * @param found the value that violates the rule
 * @param allowed the values that the rule allows
 * @param message the problem, in one or two sentences
 * @param remedy how to fix it
 * @param selfResolving whether it may resolve without a change of the spec: with time, or with a change of another
 *     object
 * @param disclosed whether a private key is readable for others; such a violation is reported first
 */
public record Violation(
        Rule rule,
        Severity severity,
        String source,
        String place,
        Integer position,
        String subject,
        String issuer,
        String serial,
        String fingerprint,
        String fingerprintSha1,
        String found,
        String allowed,
        String message,
        String remedy,
        boolean selfResolving,
        boolean disclosed) {

    public boolean isError() {
        return severity == Severity.Error;
    }

    /** A copy with a sentence appended to the message. */
    Violation with(String sentence) {
        return new Violation(
                rule,
                severity,
                source,
                place,
                position,
                subject,
                issuer,
                serial,
                fingerprint,
                fingerprintSha1,
                found,
                allowed,
                DisplayText.of(message, Builder.LONGEST_TEXT - sentence.length()) + sentence,
                remedy,
                selfResolving,
                disclosed);
    }

    /** Starts to build an Error. */
    public static Builder error(Rule rule) {
        return new Builder(rule, Severity.Error);
    }

    /** Starts to build a Warning. */
    public static Builder warning(Rule rule) {
        return new Builder(rule, Severity.Warning);
    }

    /** Builder of a violation. */
    public static final class Builder {
        private static final int LONGEST_TEXT = 1024;

        private final Rule rule;
        private final Severity severity;
        private String source;
        private String place;
        private Integer position;
        private Certificate certificate;
        private String found;
        private String allowed;
        private boolean selfResolving;
        private boolean disclosed;

        private Builder(Rule rule, Severity severity) {
            this.rule = rule;
            this.severity = severity;
        }

        /** Sets the certificate, its source and its block. */
        public Builder at(Certificate about, String path, int block) {
            certificate = about;
            return at(path, block);
        }

        /** Sets the source. */
        public Builder at(String path) {
            return at(path, null);
        }

        /** Sets the source and the block. */
        public Builder at(String path, Integer block) {
            return at(path, path, block);
        }

        /** Sets the source, its name in messages, and the block. */
        public Builder at(String path, String shown, Integer block) {
            source = path;
            place = shown;
            position = block;
            return this;
        }

        /** Sets the certificate. */
        public Builder of(Certificate about) {
            certificate = about;
            return this;
        }

        public Builder found(String what) {
            found = what;
            return this;
        }

        public Builder allowed(String what) {
            allowed = what;
            return this;
        }

        /**
         * Marks the violation as one that may resolve without a change of the spec: with time, or with a change of
         * another object.
         */
        public Builder selfResolving() {
            selfResolving = true;
            return this;
        }

        /** Marks the violation as a private key that is readable for others. */
        public Builder disclosed() {
            disclosed = true;
            return this;
        }

        /**
         * Limits a text: many violations are in memory at a time, and a message may name every certificate of a path.
         */
        private static String cut(String text) {
            return text == null ? null : DisplayText.of(text, LONGEST_TEXT);
        }

        /** Builds the violation with its message and remedy. */
        public Violation because(String message, String remedy) {
            return new Violation(
                    rule,
                    severity,
                    source,
                    place,
                    position,
                    certificate == null ? null : certificate.subject().toString(),
                    certificate == null ? null : certificate.issuer().toString(),
                    certificate == null ? null : certificate.serialText(),
                    certificate == null ? null : certificate.fingerprint(),
                    certificate == null ? null : certificate.fingerprintSha1(),
                    cut(found),
                    allowed,
                    cut(message),
                    cut(remedy),
                    selfResolving,
                    disclosed);
        }
    }
}
