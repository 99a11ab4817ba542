package dev.namespacecerts.output;

import dev.namespacecerts.lint.Finding;
import dev.namespacecerts.lint.LintResult;
import dev.namespacecerts.lint.LintResult.JudgedObject;
import dev.namespacecerts.lint.ObjectName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A test case: an object of a file, or what is said about the file itself.
 *
 * @param name kind, namespace and name of the object
 */
record JUnitCase(String name, List<Finding> findings) {
    private static final String FILE = "file";

    /** An object in a file; or the file itself, without an object. */
    private record Key(String file, ObjectName object) {}

    /** The cases by file, in the order of files; those of objects without findings too. */
    static Map<String, List<JUnitCase>> bySuite(LintResult result) {
        Map<String, List<JUnitCase>> suites = new TreeMap<>();
        Map<Key, JUnitCase> cases = new HashMap<>();
        Map<ObjectName, String> files = new HashMap<>();
        for (JudgedObject judged : result.judged()) {
            String file = judged.place().file();
            of(new Key(file, judged.object()), cases, suites);
            files.putIfAbsent(judged.object(), file);
        }
        for (Finding finding : result.findings()) {
            String file = finding.place().file();
            Key here = new Key(file, finding.object());
            // A finding about a certificate may be in the file of a ConfigMap.
            Key key = cases.containsKey(here)
                    ? here
                    : new Key(files.getOrDefault(finding.object(), file), finding.object());
            of(key, cases, suites).findings.add(finding);
        }
        return suites;
    }

    private static JUnitCase of(Key key, Map<Key, JUnitCase> cases, Map<String, List<JUnitCase>> suites) {
        return cases.computeIfAbsent(key, absent -> {
            String name =
                    key.object() == null ? FILE : ShownText.of(key.object().toString());
            JUnitCase created = new JUnitCase(name, new ArrayList<>());
            suites.computeIfAbsent(key.file(), file -> new ArrayList<>()).add(created);
            return created;
        });
    }

    List<Finding> failing(OutputOptions options) {
        return findings.stream()
                .filter(finding -> options.fails(finding.level()))
                .toList();
    }

    List<Finding> notFailing(OutputOptions options) {
        return findings.stream()
                .filter(finding -> !options.fails(finding.level()))
                .toList();
    }
}
