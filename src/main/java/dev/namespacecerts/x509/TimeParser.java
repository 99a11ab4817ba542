package dev.namespacecerts.x509;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Parses UTCTime and GeneralizedTime as cryptobyte does: without fractions. The seconds of a UTCTime may be missing,
 * and a time zone may replace Z, although RFC 5280 section 4.1.2.5 forbids both.
 */
final class TimeParser {
    private final byte[] octets;
    private final String what;
    private int position;

    private TimeParser(byte[] octets, String what) {
        this.octets = octets;
        this.what = what;
    }

    /** Parses one time. */
    static Instant parse(DerReader input, String what) throws CertificateFormatException {
        boolean utcTime = input.nextIs(DerTag.UTC_TIME);
        byte[] octets = input.read(utcTime ? DerTag.UTC_TIME : DerTag.GENERALIZED_TIME, what)
                .rest();
        try {
            return new TimeParser(octets, what).parse(utcTime);
        } catch (DateTimeException e) {
            throw DerReader.malformed(what);
        }
    }

    private Instant parse(boolean utcTime) throws CertificateFormatException {
        int year = utcTime ? number() : number() * 100 + number();
        if (utcTime) {
            year += year >= 50 ? 1900 : 2000; // RFC 5280 section 4.1.2.5.1
        }
        LocalDateTime minute = LocalDateTime.of(year, number(), number(), number(), number());
        int second = utcTime && !nextIsDigit() ? 0 : number();
        int offset = offsetMinutes();
        if (position < octets.length) {
            throw DerReader.malformed(what);
        }
        return minute.withSecond(second).minusMinutes(offset).toInstant(ZoneOffset.UTC);
    }

    private int offsetMinutes() throws CertificateFormatException {
        int sign = next();
        if (sign == 'Z') {
            return 0;
        }
        int hours = number();
        int minutes = number();
        // Go formats the parsed time and compares the texts. So it rejects an offset of zero, and one that it would
        // format differently.
        if (sign != '+' && sign != '-' || hours > 24 || minutes > 59 || hours + minutes == 0) {
            throw DerReader.malformed(what);
        }
        int offset = hours * 60 + minutes;
        return sign == '-' ? -offset : offset;
    }

    /** A number of two digits. */
    private int number() throws CertificateFormatException {
        return digit() * 10 + digit();
    }

    private int digit() throws CertificateFormatException {
        if (!nextIsDigit()) {
            throw DerReader.malformed(what);
        }
        return next() - '0';
    }

    private boolean nextIsDigit() {
        return position < octets.length && octets[position] >= '0' && octets[position] <= '9';
    }

    private int next() throws CertificateFormatException {
        if (position == octets.length) {
            throw DerReader.malformed(what);
        }
        return octets[position++];
    }
}
