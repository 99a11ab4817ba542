package dev.namespacecerts.x509;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses UTCTime and GeneralizedTime as cryptobyte does: without fractions. The seconds of a UTCTime may be missing,
 * and a time zone may replace Z, although RFC 5280 section 4.1.2.5 forbids both.
 */
final class TimeParser {
    private static final String AFTER_YEAR = "(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)";
    private static final String ZONE = "(?:Z|([+-])(\\d\\d)(\\d\\d))";
    private static final Pattern UTC_TIME = Pattern.compile("(\\d\\d)" + AFTER_YEAR + "(\\d\\d)?" + ZONE);
    private static final Pattern GENERALIZED_TIME = Pattern.compile("(\\d{4})" + AFTER_YEAR + "(\\d\\d)" + ZONE);
    private static final int LONGEST = "20060102150405+0700".length();

    private TimeParser() {}

    /** Parses one time. */
    static Instant parse(DerReader input, String what) throws CertificateFormatException {
        boolean utcTime = input.nextIs(DerTag.UTC_TIME);
        byte[] octets = input.read(utcTime ? DerTag.UTC_TIME : DerTag.GENERALIZED_TIME, what)
                .rest();
        String text = octets.length > LONGEST ? "" : new String(octets, StandardCharsets.ISO_8859_1);
        Matcher matcher = (utcTime ? UTC_TIME : GENERALIZED_TIME).matcher(text);
        if (!matcher.matches()) {
            throw DerReader.malformed(what);
        }
        try {
            return local(matcher, utcTime).minusMinutes(offsetMinutes(matcher)).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw DerReader.malformed(what);
        }
    }

    private static LocalDateTime local(Matcher matcher, boolean utcTime) {
        int year = number(matcher, 1);
        if (utcTime) {
            year += year >= 50 ? 1900 : 2000; // RFC 5280 section 4.1.2.5.1
        }
        int second = matcher.group(6) == null ? 0 : number(matcher, 6);
        return LocalDateTime.of(
                year, number(matcher, 2), number(matcher, 3), number(matcher, 4), number(matcher, 5), second);
    }

    private static int offsetMinutes(Matcher matcher) {
        if (matcher.group(7) == null) {
            return 0;
        }
        int hours = number(matcher, 8);
        int minutes = number(matcher, 9);
        // Go formats the parsed time and compares the texts. So it rejects an offset of zero, and one that it would
        // format differently.
        if (hours > 24 || minutes > 59 || hours + minutes == 0) {
            throw new DateTimeException("offset");
        }
        int offset = hours * 60 + minutes;
        return matcher.group(7).equals("-") ? -offset : offset;
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
