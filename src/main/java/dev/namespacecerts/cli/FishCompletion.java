package dev.namespacecerts.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Writes the completion script for fish. picocli writes those for bash and zsh only. */
final class FishCompletion {
    private final StringBuilder script = new StringBuilder();

    private FishCompletion() {}

    static String of(CommandLine root) {
        FishCompletion completion = new FishCompletion();
        completion.script.append("# Completion of ncb for fish\ncomplete -c ncb -f\n");
        completion.command(root, "");
        return completion.script.toString();
    }

    /** @param path the commands before this one, each as the condition that it was typed */
    private void command(CommandLine line, String path) {
        CommandSpec spec = line.getCommandSpec();
        Map<String, CommandLine> subcommands = line.getSubcommands();
        if (!subcommands.isEmpty()) {
            String none = "not __fish_seen_subcommand_from " + String.join(" ", subcommands.keySet());
            String here = path.isEmpty() ? none : path + "; and " + none;
            subcommands.forEach((name, subcommand) -> {
                if (!subcommand.getCommandSpec().usageMessage().hidden()) {
                    add(here, "-a " + name, subcommand.getCommandSpec().usageMessage());
                }
            });
            arguments(spec, here);
            subcommands.forEach((name, subcommand) -> command(
                    subcommand, (path.isEmpty() ? "" : path + "; and ") + "__fish_seen_subcommand_from " + name));
            return;
        }
        arguments(spec, path);
    }

    private void arguments(CommandSpec spec, String condition) {
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                StringBuilder names = new StringBuilder();
                for (String name : option.names()) {
                    names.append(name.startsWith("--") ? "-l " : name.length() == 2 ? "-s " : "-o ")
                            .append(name.replaceFirst("^--?", ""))
                            .append(' ');
                }
                add(condition, names + values(option), option.description());
            }
        }
        for (ArgSpec parameter : spec.positionalParameters()) {
            String values = values(parameter);
            if (!parameter.hidden() && !values.equals("-x")) {
                add(condition, values.replace("-r -F", "-F").replace("-x ", ""), new String[0]);
            }
        }
    }

    /** What may follow: nothing, one of few values, a file, or any text. */
    private static String values(ArgSpec argument) {
        if (argument.arity().max() == 0) {
            return "";
        }
        if (argument.completionCandidates() != null) {
            return "-x -a " + quoted(String.join(" ", argument.completionCandidates()));
        }
        return isFile(argument) ? "-r -F" : "-x";
    }

    /** Whether a file or a folder is meant. */
    static boolean isFile(ArgSpec argument) {
        Class<?> type = argument.typeInfo().isMultiValue()
                ? argument.auxiliaryTypes()[0]
                : argument.typeInfo().getType();
        String label = argument.paramLabel().toLowerCase(Locale.ROOT);
        return type == Path.class || type == File.class || label.contains("file") || label.contains("path");
    }

    private void add(String condition, String what, UsageMessageSpec usage) {
        add(condition, what, usage.description());
    }

    private void add(String condition, String what, String[] description) {
        script.append("complete -c ncb");
        if (!condition.isEmpty()) {
            script.append(" -n ").append(quoted(condition));
        }
        script.append(' ').append(what.strip());
        if (description.length > 0) {
            script.append(" -d ").append(quoted(first(description)));
        }
        script.append('\n');
    }

    /** The first sentence of a description. */
    static String first(String[] description) {
        if (description.length == 0) {
            return "";
        }
        String first = description[0].replaceFirst("(?s)(\\.(\\s.*)?| \\(default: .*)$", "");
        return first.replaceAll("[%$]\\{?[A-Z-]*}?", "").strip();
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
