package dev.namespacecerts.x509;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Finds the blocks of a PEM text, with any label, exactly as Go's {@code encoding/pem.Decode} does (Go 1.26). */
final class GoPem {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "\n-----END ";
    private static final String DASHES = "-----";

    private final String text;
    private int position;

    GoPem(byte[] text) {
        this.text = new String(text, StandardCharsets.ISO_8859_1);
    }

    /** A block, as Go's Type and Bytes. */
    record Block(String type, byte[] content) {}

    /** A line without its end, and the index of the next line. */
    private record Line(String content, int next) {}

    /** The next block that Go finds. */
    Optional<Block> next() {
        int from = position;
        int trailer = position;
        while (trailer >= from) {
            from = trailer;
            int end = text.indexOf(END, from);
            if (end < 0) {
                return Optional.empty();
            }
            trailer = end + END.length();
            int begin = text.lastIndexOf(BEGIN, end - BEGIN.length());
            if (begin < from || begin > from && text.charAt(begin - 1) != '\n') {
                continue;
            }
            Line first = line(begin + BEGIN.length());
            from = first.next();
            if (first.content().endsWith(DASHES)) {
                int content = skipHeaders(from);
                if (content == text.length()) {
                    return Optional.empty();
                }
                String type = first.content().substring(0, first.content().length() - DASHES.length());
                boolean cut = content > from && end < content;
                from = content;
                Optional<byte[]> decoded = cut || !ends(type, trailer) ? Optional.empty() : decode(content, end);
                if (decoded.isPresent()) {
                    position = line(trailer - 1).next();
                    return Optional.of(new Block(type, decoded.get()));
                }
            }
        }
        return Optional.empty();
    }

    private int skipHeaders(int start) {
        int from = start;
        while (from < text.length()) {
            Line line = line(from);
            if (line.content().indexOf(':') < 0) {
                return from;
            }
            from = line.next();
        }
        return from;
    }

    private boolean ends(String type, int trailer) {
        return text.startsWith(type + DASHES, trailer)
                && line(trailer + type.length() + DASHES.length()).content().isEmpty();
    }

    private Optional<byte[]> decode(int start, int end) {
        if (end <= start) {
            return Optional.of(new byte[0]);
        }
        String base64 = text.substring(start, end).replaceAll("[ \t\r\n]", "");
        try {
            // Go requires padding, the JDK's decoder does not.
            return base64.length() % 4 == 0 ? Optional.of(Base64.getDecoder().decode(base64)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Go's getLine: removes one carriage return before the line feed, then spaces and tabs. */
    private Line line(int start) {
        int feed = text.indexOf('\n', start);
        int last = feed < 0 ? text.length() : feed;
        if (feed > start && text.charAt(feed - 1) == '\r') {
            last--;
        }
        while (last > start && (text.charAt(last - 1) == ' ' || text.charAt(last - 1) == '\t')) {
            last--;
        }
        return new Line(text.substring(start, last), feed < 0 ? text.length() : feed + 1);
    }
}
