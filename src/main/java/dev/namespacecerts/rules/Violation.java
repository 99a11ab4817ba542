package dev.namespacecerts.rules;

import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.DisplayText;

/**
 * One rule that one thing breaks. Texts are ready to be shown: hostile characters in them are escaped, and lengths cut.
 *
 * @param source the field that it came from, for example {@code spec.certificates[1]}, or null
 * @param position which PEM block of that source, counted from 1, or null
 * @param subject of the certificate, like issuer, serial (hex) and the fingerprints (hex); null where there is none
 * @param found what was found
 * @param allowed what is allowed
 * @param message what is wrong, in a sentence or two
 * @param remedy what to do
 * @param selfResolving whether it may resolve without a change of the spec: by time, or by a change of another object
 * @param disclosed whether a private key is where others can read it: reported before anything else
 */
public record Violation(
        Rule rule,
        Severity severity,
        String source,
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

    /** The same, with another sentence at the end of its message. */
    Violation with(String sentence) {
        return new Violation(
                rule,
                severity,
                source,
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

    /** Begins the description of an Error. */
    public static Builder error(Rule rule) {
        return new Builder(rule, Severity.Error);
    }

    /** Begins the description of a Warning. */
    public static Builder warning(Rule rule) {
        return new Builder(rule, Severity.Warning);
    }

    /** Describes a violation step by step. */
    public static final class Builder {
        private static final int LONGEST_TEXT = 1024;

        private final Rule rule;
        private final Severity severity;
        private String source;
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

        /** The certificate that it is about, and where that stands. */
        public Builder at(Certificate about, String place, int block) {
            certificate = about;
            return at(place, block);
        }

        /** The source that it is about. */
        public Builder at(String place) {
            return at(place, null);
        }

        /** The block that it is about. */
        public Builder at(String place, Integer block) {
            source = place;
            position = block;
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

        /** It may resolve without a change of the spec: by time, or by a change of another object. */
        public Builder selfResolving() {
            selfResolving = true;
            return this;
        }

        /** A private key is where others can read it. */
        public Builder disclosed() {
            disclosed = true;
            return this;
        }

        /** Many are kept while a bundle is judged, and a sentence may name every certificate of a path. */
        private static String cut(String text) {
            return text == null ? null : DisplayText.of(text, LONGEST_TEXT);
        }

        /** Ends the description with what is wrong and what to do. */
        public Violation because(String message, String remedy) {
            return new Violation(
                    rule,
                    severity,
                    source,
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
