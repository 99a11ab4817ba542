package dev.namespacecerts.output;

import dev.namespacecerts.lint.Level;
import dev.namespacecerts.lint.LintResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The result in one line. */
final class Summary {
    private Summary() {}

    /** For example: 3 errors, 1 warning in 4 files: 12 bundles, 3 filters, 2 clients evaluated. */
    static String of(LintResult result) {
        return findings(result) + " in " + count(result.files(), "file") + ": " + evaluated(result)
                + (result.complete() ? "" : " Not everything could be read.");
    }

    /** For example: 3 errors, 1 warning. */
    static String findings(LintResult result) {
        List<String> counts = new ArrayList<>();
        for (Level level : Level.values()) {
            long number = result.count(level);
            if (number > 0) {
                counts.add(count(number, level.name().toLowerCase(Locale.ROOT)));
            }
        }
        return counts.isEmpty() ? "No findings" : String.join(", ", counts);
    }

    private static String evaluated(LintResult result) {
        List<String> counts = new ArrayList<>();
        long files = ofKind(result, "CA file"); // of --pem
        if (files > 0) {
            counts.add(count(files, "CA file"));
        }
        long bundles = bundles(result);
        long filters = filters(result);
        if (bundles + filters + files + result.clients() == 0) {
            return "no bundle, filter or client to evaluate.";
        }
        if (bundles > 0 || files == 0) {
            counts.add(count(bundles, "bundle"));
        }
        counts.add(count(filters, "filter"));
        counts.add(count(result.clients(), "client"));
        return String.join(", ", counts) + " evaluated.";
    }

    static long bundles(LintResult result) {
        return ofKind(result, "NamespaceCertificateBundle");
    }

    static long filters(LintResult result) {
        return ofKind(result, "CertificateFilter") + ofKind(result, "Filter"); // the second of --filters
    }

    private static long ofKind(LintResult result, String kind) {
        return result.judged().stream()
                .filter(judged -> judged.object().kind().equals(kind))
                .count();
    }

    /** A number with its noun. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
