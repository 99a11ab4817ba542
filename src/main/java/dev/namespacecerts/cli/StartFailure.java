package dev.namespacecerts.cli;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.net.BindException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A foreseen reason why the operator cannot start; its message is for the user. */
final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartFailure(String message) {
        super(message);
    }

    /**
     * Prints why the program exits: only the message if the failure was foreseen, else the stack trace.
     *
     * @return the exit code
     */
    static int print(Throwable cause) {
        Optional<Throwable> wrong = causes(cause)
                .filter(t -> t instanceof ConfigurationException || t instanceof ConfigValidationException)
                .reduce((outer, inner) -> inner);
        if (wrong.isPresent()) { // of a setting of Quarkus that StartSettings does not know
            System.err.println("A setting cannot be used: " + message(wrong.get()));
            return Commands.UNUSABLE;
        }
        Optional<Throwable> foreseen = causes(cause)
                .filter(t -> t instanceof StartFailure || t instanceof BindException)
                .findFirst();
        foreseen.ifPresentOrElse(t -> System.err.println(message(t)), cause::printStackTrace);
        return OperatorCommand.FAILED;
    }

    private static Stream<Throwable> causes(Throwable cause) {
        return Stream.iterate(cause, Objects::nonNull, Throwable::getCause);
    }

    private static String message(Throwable cause) {
        return String.join(" ", String.valueOf(cause.getMessage()).strip().split("\\s+"));
    }
}
