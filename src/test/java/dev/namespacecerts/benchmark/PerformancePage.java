package dev.namespacecerts.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the tables of {@code docs/performance.md}, and a plot for each, from the figures in {@code docs/performance}. A block
 * of the page names the benchmark whose figures it shows. Also makes the sizing table of the README.
 */
public final class PerformancePage {
    static final Path PAGE = Path.of("docs/performance.md");
    static final Path FOLDER = Path.of("docs/performance");
    private static final Path README = Path.of("README.md");

    private static final Path MEASURED = Path.of("target/benchmark");
    private static final Pattern BLOCK =
            Pattern.compile("(?s)(<!-- figures of (\\w+), by deploy/benchmark page -->\n).*?(<!-- end -->\n)");

    private static final Pattern SIZING =
            Pattern.compile("(?s)(<!-- sizing, by deploy/benchmark page -->\n).*?(<!-- end -->\n)");

    private PerformancePage() {}

    /** Takes over the figures that were measured since the last build, and writes the page and its plots. */
    public static void main(String[] args) throws IOException {
        for (String benchmark : benchmarks()) {
            Path measured = MEASURED.resolve(benchmark + ".jsonl");
            if (Files.exists(measured)) {
                Files.copy(measured, figures(benchmark), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        for (Map.Entry<Path, String> file : generate().entrySet()) {
            Files.writeString(file.getKey(), file.getValue());
        }
    }

    private static List<String> benchmarks() throws IOException {
        return BLOCK.matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(2))
                .toList();
    }

    private static Path figures(String benchmark) {
        return FOLDER.resolve(benchmark + ".jsonl");
    }

    /** The page and its plots, as they belong there. */
    static Map<Path, String> generate() throws IOException {
        Map<Path, String> files = new LinkedHashMap<>();
        StringBuilder page = new StringBuilder();
        Matcher block = BLOCK.matcher(Files.readString(PAGE));
        while (block.find()) {
            String benchmark = block.group(2);
            List<Figure> figures = Figure.read(figures(benchmark));
            String content = block.group(1);
            List<Figure> limited =
                    figures.stream().filter(figure -> figure.target() != null).toList();
            if (!limited.isEmpty()) {
                files.put(FOLDER.resolve(benchmark + ".svg"), TargetPlot.of(benchmark, limited));
                content += "![Each figure as a share of its target](performance/%s.svg)\n\n".formatted(benchmark);
            }
            block.appendReplacement(page, Matcher.quoteReplacement(content + table(figures) + block.group(3)));
        }
        files.put(PAGE, block.appendTail(page).toString());
        files.put(README, readme());
        return files;
    }

    private static String readme() throws IOException {
        String sizing = SizingTable.of(Figure.read(figures("memory")));
        return SIZING.matcher(Files.readString(README))
                .replaceFirst(block -> Matcher.quoteReplacement(block.group(1) + sizing + block.group(2)));
    }

    private static String table(List<Figure> figures) {
        StringBuilder table = new StringBuilder(
                "| n | figure | value | yardstick | ratio | target |\n|---:|---|---:|---:|---:|---:|\n");
        for (Figure figure : figures) {
            Double share = figure.shareOfTarget();
            table.append("| %,d | %s | %s %s | %s | %s | %s |\n"
                    .formatted(
                            figure.n(),
                            figure.name(),
                            Figure.number(figure.value()),
                            figure.unit(),
                            figure.yardstick() == null ? "" : Figure.number(figure.yardstick()) + " " + figure.unit(),
                            Figure.number(figure.ratio()),
                            share == null ? "" : Figure.number(figure.target()) + (share <= 1 ? "" : ", **missed**")));
        }
        return table.toString();
    }
}
