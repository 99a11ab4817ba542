package dev.namespacecerts.cli.generate;

import dev.namespacecerts.cli.terminal.Progress;
import dev.namespacecerts.demo.DemoIssuer;
import dev.namespacecerts.demo.IssuedCertificate;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.DisplayText;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.Supplier;

/** What the commands that generate certificates share. */
public final class Generation {
    private static final int FAILED = 2;
    private static final int SHOWN = 200;
    private static final int LONGEST_TEXT = 64; // RFC 5280 appendix A.1

    private final SecureRandom randomness;
    private final PrintStream out;
    private final PrintStream err;

    public Generation(SecureRandom randomness, PrintStream out, PrintStream err) {
        this.randomness = randomness;
        this.out = out;
        this.err = err;
    }

    /** Issues and writes something. */
    interface Step {
        void generate(DemoIssuer issuer) throws GenerateException;
    }

    /** @return the exit code */
    int run(Step step) {
        try {
            step.generate(new DemoIssuer(randomness));
            return 0;
        } catch (GenerateException e) {
            err.println(e.getMessage());
            return FAILED;
        }
    }

    /** Issues a certificate, which can take seconds with an RSA key. */
    @SuppressWarnings("unused") // closing it is its use
    IssuedCertificate issue(Supplier<IssuedCertificate> issuing) {
        try (Progress progress = Progress.start(err, "Generating a key")) {
            return issuing.get();
        }
    }

    SecureRandom randomness() {
        return randomness;
    }

    void warn(String message) {
        err.println(message);
    }

    void report(String what, Certificate certificate, Path certificateFile, Path keyFile) {
        out.println(what + ": " + NewFiles.quoted(certificateFile));
        out.println("Private key: " + NewFiles.quoted(keyFile));
        out.println("Subject: " + certificate.subject());
        out.println("Expires: " + certificate.notAfter());
        err.println(
                "Not for production: the key was generated on this machine, and lies in a file without a password. Do"
                        + " not share it.");
    }

    /** A text of a subject, checked. */
    static String text(String option, String value) throws GenerateException {
        if (value.isBlank() || !value.equals(value.strip())) {
            throw new GenerateException(option + " is " + DisplayText.quoted(value, SHOWN)
                    + ". It needs a text without white space at its ends.");
        }
        if (value.codePointCount(0, value.length()) > LONGEST_TEXT) {
            throw new GenerateException(option + " has more than " + LONGEST_TEXT + " characters.");
        }
        if (value.chars().anyMatch(Character::isISOControl)
                || !DisplayText.of(value, 4 * SHOWN).equals(value)) {
            throw new GenerateException(option + " is " + DisplayText.quoted(value, SHOWN)
                    + ". Control characters and invisible characters are not allowed.");
        }
        return value;
    }

    static Duration duration(String text) throws GenerateException {
        try {
            return TcldDuration.parse(text);
        } catch (IllegalArgumentException e) {
            throw new GenerateException("--validity-period is " + DisplayText.quoted(text, SHOWN)
                    + ", which is not a duration " + TcldDuration.EXAMPLES + ".");
        }
    }
}
