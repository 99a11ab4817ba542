package dev.namespacecerts.cli;

import dev.namespacecerts.inspect.InspectException;
import dev.namespacecerts.x509.DisplayText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The value of {@code --now}: a date, which means its start in UTC, or a time with its offset. */
final class InspectTime {
    private static final int SHOWN = 100;

    private InspectTime() {}

    static Instant parse(String text) throws InspectException {
        try {
            return text.length() == "2027-01-31".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new InspectException("--now is " + DisplayText.quoted(text, SHOWN)
                    + ", which is neither a date such as 2027-01-31 nor a time such as 2027-01-31T12:00:00Z.");
        }
    }
}
