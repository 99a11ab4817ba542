package dev.namespacecerts.cli;

import dev.namespacecerts.cli.failure.CommandException;
import dev.namespacecerts.diff.Comparer;
import dev.namespacecerts.diff.Comparison;
import dev.namespacecerts.diff.Side;
import dev.namespacecerts.lint.LintOptions;
import dev.namespacecerts.lint.Linter;
import dev.namespacecerts.lint.PemLint.PemFile;
import dev.namespacecerts.manifest.ManifestReader;
import dev.namespacecerts.manifest.git.GitCommit;
import dev.namespacecerts.manifest.git.GitException;
import dev.namespacecerts.manifest.git.GitRange;
import dev.namespacecerts.manifest.git.GitVersions;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.x509.KeyMatch;
import java.io.InputStream;
import java.util.List;

/**
 * Two versions of manifests, to be compared.
 *
 * @param names of the versions, the old one first
 */
record LintDiff(Side before, Side after, List<String> names, LintOptions options) {

    /** Reads two files, folders, or standard input and one of them. */
    static LintDiff ofPaths(String old, String renewed, List<String> excluded, LintOptions options, InputStream in) {
        return new LintDiff(
                ofPath(old, excluded, options, in),
                ofPath(renewed, excluded, options, in),
                List.of(old, renewed),
                options);
    }

    private static Side ofPath(String path, List<String> excluded, LintOptions options, InputStream in) {
        return Side.of(path, Linter.evaluate(ManifestReader.read(List.of(path), excluded, in), options));
    }

    /** Reads two commits. */
    static LintDiff ofRange(
            String range, Surroundings process, List<String> paths, List<String> excluded, LintOptions options)
            throws CommandException {
        try {
            GitVersions versions =
                    new GitVersions(GitRange.parse(range), process.environment(), process.folder(), paths, excluded);
            return new LintDiff(
                    ofCommit(versions.before(), options),
                    ofCommit(versions.after(), options),
                    versions.names(),
                    options);
        } catch (GitException e) {
            throw new CommandException("--diff: " + e.getMessage());
        }
    }

    private static Side ofCommit(GitCommit commit, LintOptions options) {
        return new Side("", Linter.evaluate(commit.manifests(), options), commit.submodules());
    }

    /** @param clients leaves that are in no manifest */
    Comparison compare(List<PemFile> clients) {
        List<ClientSecret> leaves = clients.stream()
                .map(file -> ClientSecret.of(file.path(), file.text(), KeyMatch.MISSING))
                .toList();
        return Comparer.compare(before, after, leaves, options.strict(), options.now());
    }
}
