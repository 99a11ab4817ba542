package dev.namespacecerts.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measures the start of lint on one file with the launcher of the distribution. */
final class LintStart {
    private static final Path LAUNCHER = Path.of("target/ncb/bin/ncb");
    private static final String FILE = "deploy/samples/lint/accounting.yaml";

    /** What the shell prints of its own time and that of its children, user and system each. */
    private static final Pattern TIMES = Pattern.compile("(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s\\s*$");

    private LintStart() {}

    /** Starts lint and nothing alternately, and prints the medians in seconds and their ratios. */
    static void measure(int starts) throws IOException, InterruptedException {
        Path nothing = LAUNCHER.resolveSibling("nothing");
        Files.writeString(nothing, Files.readString(LAUNCHER).replace("cli.Ncb", "cli.Nothing"));
        if (!nothing.toFile().setExecutable(true)) {
            throw new IOException(nothing + " cannot be made executable");
        }
        List<Time> lints = new ArrayList<>();
        List<Time> nothings = new ArrayList<>();
        try {
            run(LAUNCHER); // reads the files from the disk
            for (int i = 0; i < starts; i++) {
                lints.add(run(LAUNCHER));
                nothings.add(run(nothing));
            }
        } finally {
            Files.delete(nothing);
        }
        System.out.printf("Start of lint on one file, median of %d%n", starts);
        System.out.println("         lint s   nothing s   ratio");
        double wall = median(lints.stream().map(Time::wall).toList());
        print("clock", wall, median(nothings.stream().map(Time::wall).toList()), " (at most 2.00, and 0.45 s)");
        print(
                "CPU",
                median(lints.stream().map(Time::cpu).toList()),
                median(nothings.stream().map(Time::cpu).toList()),
                "");
    }

    private static void print(String name, double lint, double nothing, String bound) {
        System.out.printf("%-6s %8.3f %11.3f %7.2f%s%n", name, lint, nothing, lint / nothing, bound);
    }

    private static double median(List<Double> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    private record Time(double wall, double cpu) {}

    private static Time run(Path program) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(
                        "bash", "-c", "\"$@\" >/dev/null || exit; times", "bash", program.toString(), "lint", FILE)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        double wall = (System.nanoTime() - start) / 1e9;
        Matcher times = TIMES.matcher(out);
        if (exitCode != 0 || !times.find()) {
            throw new IOException(program + ": exit code " + exitCode + ", " + out);
        }
        return new Time(wall, seconds(times, 1) + seconds(times, 3));
    }

    private static double seconds(Matcher times, int group) {
        return Integer.parseInt(times.group(group)) * 60 + Double.parseDouble(times.group(group + 1));
    }
}
