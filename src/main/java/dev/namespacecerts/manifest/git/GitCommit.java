package dev.namespacecerts.manifest.git;

import dev.namespacecerts.manifest.ManifestReader;
import dev.namespacecerts.manifest.Manifests;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The manifests of a commit.
 *
 * @param submodules commits of the submodules, which are not read, by their paths
 * @param found the given paths that the commit has
 */
public record GitCommit(Manifests manifests, Map<String, String> submodules, Set<String> found) {

    static GitCommit read(Git git, String commit, List<String> paths, List<String> excluded) throws GitException {
        try (GitBlobs blobs = new GitBlobs(git);
                CommitFiles files = new CommitFiles(blobs)) {
            Set<String> found = new HashSet<>();
            for (String path : paths) {
                GitTree tree = GitTree.files(git, commit, path);
                files.add(tree, path);
                if (!tree.entries().isEmpty()) {
                    found.add(path);
                }
            }
            List<String> present = found.stream()
                    .sorted()
                    .map(path -> path.isEmpty() ? "." : path)
                    .toList();
            return new GitCommit(
                    ManifestReader.readBelow(files.folder(), present, excluded, files.problems()),
                    files.submodules(),
                    found);
        } catch (IOException e) {
            throw new GitException("The files of " + commit + " cannot be written to the folder for temporary files.");
        }
    }
}
