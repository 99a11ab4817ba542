package dev.namespacecerts.comparison;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Changes PEM texts as editors, templates and attackers do. */
final class PemMutation {
    private static final String[] MARKS = {
        "\u00ef\u00bb\u00bf",
        "\0",
        "\r",
        "\u00c2\u00a0",
        "\u00e2\u0080\u008b",
        " ",
        "\t",
        "x",
        "-",
        "--",
        ":",
        "=",
        "\u000b",
        "\u000c",
        "\u0085",
        "\n",
        "\r\n",
        "\n\n",
        "\u00fe\u00ff"
    };
    private static final String[] LINES = {
        "-----BEGIN CERTIFICATE-----",
        "-----END CERTIFICATE-----",
        "-----BEGIN PRIVATE KEY-----",
        "-----END PRIVATE KEY-----",
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----",
        "-----BEGIN X-----\n-----END X-----",
        "Key: value",
        "Key: value\n",
        ":",
        "text",
        "",
        "AAAA",
        "====",
        "-----",
        "-----END ",
        "-----BEGIN "
    };
    private static final String[] LABELS = {
        "CERTIFICATE ",
        " CERTIFICATE",
        "X509 CERTIFICATE",
        "TRUSTED CERTIFICATE",
        "certificate",
        "PRIVATE KEY",
        "EC PRIVATE KEY",
        "RSA PRIVATE KEY",
        "XPRIVATE KEY",
        "X PRIVATE KEY",
        "ENCRYPTED PRIVATE KEY",
        "",
        "CERT"
    };

    private PemMutation() {}

    /** A text with one to three changes. */
    static byte[] mutate(byte[] text, Random random) {
        String changed = new String(text, StandardCharsets.ISO_8859_1);
        for (int changes = 1 + random.nextInt(random.nextInt(3) + 1); changes > 0; changes--) {
            changed = change(changed, random);
        }
        return changed.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String change(String text, Random random) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        int at = random.nextInt(lines.size());
        if (random.nextInt(3) != 0) { // most of all around BEGIN and END
            List<Integer> bounds = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).contains("-----")) {
                    bounds.add(i);
                }
            }
            at = bounds.isEmpty() ? at : bounds.get(random.nextInt(bounds.size()));
        }
        String line = lines.get(at);
        String mark = MARKS[random.nextInt(MARKS.length)];
        switch (random.nextInt(14)) {
            case 0 -> lines.set(at, mark + line);
            case 1 -> lines.set(at, line + mark);
            case 2 -> lines.set(at, insert(line, mark, random));
            case 3 -> lines.remove(at);
            case 4 -> lines.add(at, line);
            case 5 -> Collections.swap(lines, at, random.nextInt(lines.size()));
            case 6 -> lines.add(at, LINES[random.nextInt(LINES.length)]);
            case 7 -> lines.add(at + 1, LINES[random.nextInt(LINES.length)]);
            case 8 -> lines.set(at, line.replaceAll("(BEGIN|END) .*?-----", "$1 " + label(random) + "-----"));
            case 9 -> lines.set(at, line.isEmpty() ? line : line.substring(0, random.nextInt(line.length())));
            case 10 -> lines.set(at, line.isEmpty() ? line : line.substring(1 + random.nextInt(line.length())));
            case 11 -> {
                if (at + 1 < lines.size()) { // glues two lines
                    lines.set(at, line + lines.remove(at + 1));
                }
            }
            case 12 -> {
                return String.join("\n", lines).replace("\n", random.nextInt(4) == 0 ? mark : "\r\n");
            }
            default -> lines.set(at, replaceOne(line, random));
        }
        return String.join("\n", lines);
    }

    private static String label(Random random) {
        return LABELS[random.nextInt(LABELS.length)];
    }

    private static String insert(String line, String mark, Random random) {
        int at = random.nextInt(line.length() + 1);
        return line.substring(0, at) + mark + line.substring(at);
    }

    private static String replaceOne(String line, Random random) {
        if (line.isEmpty()) {
            return line;
        }
        int at = random.nextInt(line.length());
        return line.substring(0, at) + "A=-!+/_ :\r\u00ff".charAt(random.nextInt(11)) + line.substring(at + 1);
    }
}
