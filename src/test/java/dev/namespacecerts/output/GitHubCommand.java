package dev.namespacecerts.output;

import java.util.HashMap;
import java.util.Map;

/** A workflow command, read as the runner of GitHub Actions reads one. */
record GitHubCommand(String name, Map<String, String> properties, String data) {
    static GitHubCommand parse(String line) {
        String trimmed = line.stripLeading();
        if (!trimmed.startsWith("::")) {
            throw new AssertionError("no command: " + line);
        }
        int end = trimmed.indexOf("::", 2);
        String head = trimmed.substring(2, end);
        int space = head.indexOf(' ');
        Map<String, String> properties = new HashMap<>();
        if (space > 0) {
            for (String property : head.substring(space + 1).split(",", -1)) {
                String[] pair = property.split("=", 2);
                properties.put(
                        pair[0],
                        pair[1].replace("%0D", "\r")
                                .replace("%0A", "\n")
                                .replace("%3A", ":")
                                .replace("%2C", ",")
                                .replace("%25", "%"));
            }
        }
        return new GitHubCommand(
                space > 0 ? head.substring(0, space) : head,
                properties,
                trimmed.substring(end + 2)
                        .replace("%0D", "\r")
                        .replace("%0A", "\n")
                        .replace("%25", "%"));
    }
}
