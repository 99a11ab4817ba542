package dev.namespacecerts.manifest.git;

import dev.namespacecerts.x509.DisplayText;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The two versions of a range, each read from its commit. */
public final class GitVersions {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final int SHORT = 12;
    private static final int SHOWN = 253;

    private final GitRange range;
    private final String before;
    private final String after;
    private final GitCommit old;
    private final GitCommit renewed;

    /**
     * Finds the commits and reads them.
     *
     * @param folder in the repository
     * @param paths relative to the folder; none for the whole repository
     * @param excluded patterns of files and folders to leave out
     */
    public GitVersions(
            GitRange range, Map<String, String> environment, Path folder, List<String> paths, List<String> excluded)
            throws GitException {
        this.range = range;
        Git git = new Git(environment, folder);
        List<String> inTree = inTree(git, paths);
        after = commit(git, range.after());
        String other = commit(git, range.before());
        before = range.fromMergeBase() ? mergeBase(git, other, after) : other;
        old = GitCommit.read(git, before, inTree, excluded);
        renewed = GitCommit.read(git, after, inTree, excluded);
        for (String path : inTree) {
            if (!path.isEmpty()
                    && !old.found().contains(path)
                    && !renewed.found().contains(path)) {
                throw new GitException(DisplayText.quoted(path, SHOWN) + " is in neither version of the repository.");
            }
        }
    }

    /** The old version. */
    public GitCommit before() {
        return old;
    }

    /** The new version. */
    public GitCommit after() {
        return renewed;
    }

    /** Names of both versions for the user. */
    public List<String> names() {
        return List.of(
                (range.fromMergeBase() ? "merge base with " : "") + range.before() + " " + before.substring(0, SHORT),
                range.after() + " " + after.substring(0, SHORT));
    }

    private static String commit(Git git, String revision) throws GitException {
        String shown = DisplayText.quoted(revision, SHOWN);
        return id(git.lines(
                shown
                        + " is no commit of this clone. If it is spelled correctly, fetch it: CI systems often clone one commit"
                        + " alone.",
                "rev-parse",
                "--verify",
                "--quiet",
                revision + "^{commit}"));
    }

    private static String mergeBase(Git git, String one, String other) throws GitException {
        return id(git.lines(
                "The two revisions have no common ancestor. A shallow clone, as CI systems make it, lacks it: fetch the"
                        + " whole history, or compare the two themselves with A..B.",
                "merge-base",
                one,
                other));
    }

    private static String id(List<String> lines) throws GitException {
        if (lines.isEmpty() || !ID.matcher(lines.get(0)).matches()) {
            throw new GitException("git prints no commit.");
        }
        return lines.get(0);
    }

    /** Paths from the root of the repository. */
    private static List<String> inTree(Git git, List<String> paths) throws GitException {
        List<String> lines = git.lines(
                "The current folder is in no repository of Git.", "rev-parse", "--show-toplevel", "--show-prefix");
        Path top = Path.of(lines.get(0));
        Path current = top.resolve(lines.size() > 1 ? lines.get(1) : "");
        List<String> inTree = new ArrayList<>();
        for (String path : paths.isEmpty() ? List.of(top.toString()) : paths) {
            String shown = DisplayText.quoted(path, SHOWN);
            try {
                Path found = current.resolve(path).normalize();
                if (!found.startsWith(top)) {
                    throw new GitException(shown + " is not in the repository.");
                }
                inTree.add(top.relativize(found)
                        .toString()
                        .replace(top.getFileSystem().getSeparator(), "/"));
            } catch (InvalidPathException e) {
                throw new GitException(shown + " is no path.");
            }
        }
        return inTree;
    }
}
