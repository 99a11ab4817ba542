package dev.namespacecerts.cli;

import dev.namespacecerts.cli.cluster.LiveCluster;
import dev.namespacecerts.cli.failure.CommandException;
import dev.namespacecerts.cli.terminal.Progress;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that report on bundles in a cluster: which cluster, and in which form. */
final class ClusterReport {
    @Mixin
    private ClusterOptions cluster;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "<form>",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Form form;

    /** Form of the output. */
    enum Form {
        text,
        json
    }

    /** Reads the cluster. */
    interface Reader<T> {
        List<T> read(LiveCluster cluster) throws CommandException;
    }

    /**
     * Reads the cluster, showing that it takes long.
     *
     * @param named whether a bundle is named
     */
    @SuppressWarnings("unused") // closing the progress is its use
    <T> List<T> read(Surroundings process, boolean named, Reader<T> reader) throws CommandException {
        LiveCluster live = cluster.cluster(process.environment(), named);
        try (Progress progress = Progress.start(process.err(), "Reading the cluster")) {
            return reader.read(live);
        }
    }

    /** Prints what was read, or in text that there is nothing. */
    <T> void print(
            Surroundings process, List<T> views, Function<List<T>, String> json, Function<List<T>, List<String>> text)
            throws CommandException {
        if (form == Form.text && views.isEmpty()) {
            process.err().println("There is no bundle here. -A reads all Kubernetes namespaces.");
            return;
        }
        String report = form == Form.json ? json.apply(views) : String.join("\n", text.apply(views)) + "\n";
        CommandFiles.write(report, null, process.out());
    }
}
