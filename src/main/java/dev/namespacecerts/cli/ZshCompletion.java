package dev.namespacecerts.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the completion script for zsh, which loads it from a folder of fpath. picocli writes one for bash only. */
final class ZshCompletion {
    private final StringBuilder script = new StringBuilder();

    private ZshCompletion() {}

    static String of(CommandLine root) {
        ZshCompletion completion = new ZshCompletion();
        completion.script.append("#compdef ncb\n# Completion of ncb for zsh: a file _ncb in a folder of fpath\n");
        completion.function("_ncb", root);
        completion.script.append(
                "\nif [ \"$funcstack[1]\" = \"_ncb\" ]; then\n  _ncb \"$@\"\nelse\n  compdef _ncb ncb\nfi\n");
        return completion.script.toString();
    }

    private void function(String name, CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        Map<String, CommandLine> subcommands = line.getSubcommands();
        List<String> arguments = new ArrayList<>();
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                for (String text : option.names()) {
                    arguments.add(quoted((option.isMultiValue() ? "*" : "") + text + "["
                            + description(option.description()) + "]" + value(option)));
                }
            }
        }
        if (subcommands.isEmpty()) {
            for (ArgSpec parameter : spec.positionalParameters()) {
                String value = value(parameter);
                if (!parameter.hidden() && !value.endsWith(":")) { // one without values would suppress options
                    arguments.add(quoted((parameter.isMultiValue() ? "*" : "") + value));
                }
            }
        } else {
            StringBuilder names = new StringBuilder("1:command:((");
            subcommands.forEach((command, subcommand) -> names.append(command)
                    .append("\\:\"")
                    .append(description(
                            subcommand.getCommandSpec().usageMessage().description()))
                    .append("\" "));
            arguments.add(quoted(names.toString().strip() + "))"));
            arguments.add("'*::argument:->arguments'");
        }
        script.append('\n').append(name).append("() {\n  local curcontext=$curcontext state line\n  _arguments -C");
        arguments.forEach(argument -> script.append(" \\\n    ").append(argument));
        script.append('\n');
        if (!subcommands.isEmpty()) {
            script.append("  [[ $state = arguments ]] || return\n  case $line[1] in\n");
            subcommands
                    .keySet()
                    .forEach(command -> script.append("    " + command + ") " + name + "_" + command + " ;;\n"));
            script.append("  esac\n");
        }
        script.append("}\n");
        subcommands.forEach((command, subcommand) -> function(name + "_" + command, subcommand));
    }

    /** What may follow: nothing, one of few values, a file, or any text. */
    private static String value(ArgSpec argument) {
        if (argument.arity().max() == 0) {
            return "";
        }
        String label = ":" + argument.paramLabel().replaceAll("[^A-Za-z ]", "") + ":";
        if (argument.completionCandidates() != null) {
            return label + "(" + String.join(" ", argument.completionCandidates()) + ")";
        }
        return label + (FishCompletion.isFile(argument) ? "_files" : "");
    }

    /** Without what _arguments would interpret. */
    private static String description(String[] description) {
        return FishCompletion.first(description)
                .replaceAll("[\\[\\]\"\\\\`$]", "")
                .replace(":", "\\:");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
