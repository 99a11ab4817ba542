package dev.namespacecerts.x509;

import dev.namespacecerts.x509.PemBlock.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads PEM text as Go's encoding/pem does, but reports what Go silently skips: each malformed block, and each line
 * that resembles a BEGIN or END line, becomes a block with a problem. Other text between blocks is ignored, and a
 * byte-order mark before a block is tolerated. UTF-16 and binary data yield no blocks: see {@link Container}. Throws no
 * exception for any input. Work is linear in the size of the input.
 */
public final class PemReader {
    private final byte[] text;
    private final List<PemBlock> blocks = new ArrayList<>();
    private OpenBlock open = OpenBlock.NONE;
    private int lineNumber;
    private int openLine;

    private PemReader(byte[] text) {
        this.text = text;
    }

    /** The blocks in the order of the text. */
    public static List<PemBlock> read(byte[] text) {
        PemReader reader = new PemReader(text);
        if (!isNoText(text)) {
            reader.readLines();
        }
        return List.copyOf(reader.blocks);
    }

    private static boolean isNoText(byte[] text) {
        if (text.length < 2) {
            return false;
        }
        int first = text[0] & 0xff;
        int second = text[1] & 0xff;
        boolean utf16 = first + second == 0xff + 0xfe && first >= 0xfe || first == 0 || second == 0;
        boolean der = first == DerTag.SEQUENCE && second > 0x80 && second <= 0x84;
        return utf16 || der;
    }

    private void readLines() {
        int start = 0;
        while (start < text.length) {
            int end = start;
            boolean hyphen = false;
            while (end < text.length && text[end] != '\n') {
                hyphen |= text[end] == '-';
                end++;
            }
            if (hyphen) { // else it is neither a BEGIN nor an END line
                readLine(new PemLine(text, start, end));
            }
            lineNumber++;
            start = end + 1;
        }
        closeUnended();
    }

    private void readLine(PemLine line) {
        if (line.startsLike(PemLine.BEGIN)) {
            open(line);
        } else if (line.startsLike(PemLine.END) || line.endsLike(PemLine.END)) {
            close(line);
            if (line.contains(PemLine.BEGIN)) {
                open = OpenBlock.malformed(line);
                openLine = lineNumber;
            }
        } else if (line.endsLike(PemLine.BEGIN)) {
            open(line);
        }
    }

    private void open(PemLine line) {
        closeUnended();
        openLine = lineNumber;
        open = line.label()
                .map(label -> new OpenBlock(label, line.end(), line.isMarked(), null))
                .orElseGet(() -> OpenBlock.malformed(line));
    }

    private void closeUnended() {
        if (open != OpenBlock.NONE) {
            add(open.shownLabel(), null, open.isMalformed() ? open.problem() : PemProblem.NO_END);
            open = OpenBlock.NONE;
        }
    }

    private void close(PemLine line) {
        String shown = open.shownLabel();
        if (open == OpenBlock.NONE) {
            add(line.shownLabel(PemLine.END), null, PemProblem.NO_BEGIN);
        } else if (open.isMalformed()) {
            add(shown, null, open.problem());
        } else if (PemLabels.kind(shown) != Kind.CERTIFICATE) {
            add(shown, null, PemProblem.label(shown));
        } else if (!line.ends(open.label())) {
            add(shown, null, line.contains(PemLine.BEGIN) ? PemProblem.GLUED : PemProblem.WRONG_END);
        } else {
            PemBody body = PemBody.read(text, open.contentStart(), line.start());
            add(shown, body.der(), body.problem());
        }
        open = OpenBlock.NONE;
    }

    private void add(String shownLabel, byte[] der, PemProblem problem) {
        blocks.add(new PemBlock(
                blocks.size() + 1,
                PemLabels.kind(shownLabel),
                shownLabel,
                der,
                problem == null ? null : problem.text(),
                problem == null ? null : problem.remedy(),
                open.isMarked(),
                open == OpenBlock.NONE ? lineNumber : openLine));
    }

    /**
     * A block whose END line was not found yet.
     *
     * @param label the label as read; of a malformed BEGIN line, the label to display
     * @param contentStart index of the line after the BEGIN line; -1 if that line is malformed
     * @param isMarked whether a byte-order mark precedes the BEGIN line
     * @param problem of a malformed BEGIN line; else null
     */
    private record OpenBlock(String label, int contentStart, boolean isMarked, PemProblem problem) {
        static final OpenBlock NONE = new OpenBlock("", -1, false, null);

        static OpenBlock malformed(PemLine line) {
            return new OpenBlock(line.shownLabel(PemLine.BEGIN), -1, line.isMarked(), line.problem());
        }

        boolean isMalformed() {
            return contentStart < 0;
        }

        String shownLabel() {
            return isMalformed() ? label : PemLabels.shown(label);
        }
    }
}
