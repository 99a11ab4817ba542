package dev.namespacecerts.output;

import dev.namespacecerts.lint.Finding;
import dev.namespacecerts.lint.Level;
import dev.namespacecerts.lint.LintResult;
import dev.namespacecerts.manifest.Place;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;

/** Writes findings as annotations of GitHub Actions. */
final class GitHubOutput implements Output {
    /** The most annotations of one level that GitHub shows of a step. */
    private static final int MOST_SHOWN = 10;

    @Override
    public void write(LintResult result, Writer out, OutputOptions options) throws IOException {
        boolean cut = false;
        for (Level level : Level.values()) {
            cut |= result.count(level) > MOST_SHOWN;
        }
        for (Finding finding : result.findings()) {
            write(finding, out);
        }
        out.write(Summary.of(result));
        if (cut) {
            out.write(" GitHub shows the first " + MOST_SHOWN + " annotations of each level of a step;"
                    + " this log has all findings.");
        }
        out.write('\n');
        out.flush();
    }

    private static void write(Finding finding, Writer out) throws IOException {
        StringBuilder command = new StringBuilder("::").append(command(finding.level()));
        char separator = ' ';
        Place place = finding.place();
        if (!place.file().equals("-")) {
            command.append(separator).append("file=").append(property(ShownText.path(place.file())));
            separator = ',';
            if (place.line() > 0) {
                command.append(",line=").append(place.line());
            }
            if (place.column() > 0) {
                command.append(",col=").append(place.column());
            }
        }
        String name = Details.name(finding);
        String title = ShownText.of(finding.id()) + (name == null ? "" : " " + name);
        command.append(separator).append("title=").append(property(title)).append("::");
        StringBuilder data = new StringBuilder(ShownText.of(finding.message()));
        for (Map.Entry<String, String> detail : Details.of(finding).entrySet()) {
            data.append('\n').append(detail.getKey()).append(": ").append(detail.getValue());
        }
        out.write(command.append(data(data.toString())).append('\n').toString());
    }

    private static String command(Level level) {
        return switch (level) {
            case Error -> "error";
            case Warning -> "warning";
            case Note -> "notice";
        };
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
