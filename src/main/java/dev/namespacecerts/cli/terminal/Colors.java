package dev.namespacecerts.cli.terminal;

import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/** Whether standard output shows colors. */
public final class Colors {
    private Colors() {}

    /** Only on a terminal that has them, and not with {@code NO_COLOR}. */
    public static boolean enabled(Map<String, String> environment) {
        return !"dumb".equals(environment.get("TERM")) && Ansi.AUTO.enabled();
    }
}
