package dev.namespacecerts.benchmark;

import java.util.List;
import java.util.Locale;

/** Draws figures as shares of their targets: a bar for each, and a line at the target. */
final class TargetPlot {
    private static final int LABELS = 330;
    private static final int WIDTH = 760;
    private static final int ROW = 22;
    private static final int TOP = 30;

    /** The share at the right end; a longer bar is cut there, with its number beside it. */
    private static final double MOST = 2.5;

    private static final double UNIT = (WIDTH - LABELS - 60) / MOST;
    private static final String MET = "#15803d";
    private static final String MISSED = "#b91c1c";

    private TargetPlot() {}

    static String of(String benchmark, List<Figure> figures) {
        int bottom = TOP + ROW * figures.size();
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12" role="img" aria-labelledby="title">
                  <title id="title">%s: each figure as a share of its target</title>
                  <rect width="100%%" height="100%%" fill="#fff"/>
                """.formatted(WIDTH, bottom + 10, benchmark));
        for (int i = 0; i < figures.size(); i++) {
            row(svg, figures.get(i), TOP + ROW * i);
        }
        double target = LABELS + UNIT;
        svg.append(format(
                        "  <path d=\"M%.1f %dV%d\" stroke=\"#0f172a\" stroke-dasharray=\"4 3\"/>\n",
                        target, TOP - 6, bottom))
                .append(format(
                        "  <text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">target</text>\n</svg>\n",
                        target, TOP - 12));
        return svg.toString();
    }

    private static void row(StringBuilder svg, Figure figure, int y) {
        double share = figure.shareOfTarget();
        double length = UNIT * Math.min(share, MOST);
        svg.append(format(
                "  <text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n",
                LABELS - 8, y + 14, escaped(figure.title())));
        svg.append(format(
                "  <rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>\n",
                LABELS, y + 3, length, ROW - 6, share <= 1 ? MET : MISSED));
        svg.append(format("  <text x=\"%.1f\" y=\"%d\">%.2f</text>\n", LABELS + length + 5, y + 14, share));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
