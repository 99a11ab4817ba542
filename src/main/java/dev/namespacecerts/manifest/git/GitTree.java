package dev.namespacecerts.manifest.git;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The entries below a path of a commit. Stops at a number of entries, because a small repository can describe a tree of any size.
 *
 * @param complete whether these are all
 */
record GitTree(List<Entry> entries, boolean complete) {
    private static final int LONGEST_ENTRY = 8192;

    /** As of a folder. */
    static final int MOST_ENTRIES = 200_000;

    /**
     * An entry.
     *
     * @param mode such as 100644; a link is 120000 and a submodule 160000
     * @param path from the root of the repository
     */
    record Entry(String mode, String id, String path) {
        /** The last part of the path. */
        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        boolean isLink() {
            return mode.equals("120000");
        }

        boolean isSubmodule() {
            return mode.equals("160000");
        }
    }

    /**
     * Lists all files.
     *
     * @param commit its id
     * @param path from the root of the repository; empty for all
     */
    static GitTree files(Git git, String commit, String path) throws GitException {
        List<String> arguments = new ArrayList<>(List.of("ls-tree", "-z", "--full-tree", "-r", commit));
        if (!path.isEmpty()) {
            arguments.addAll(List.of("--", path));
        }
        Process process = git.start(arguments);
        List<Entry> entries = new ArrayList<>();
        try (InputStream out = new BufferedInputStream(process.getInputStream())) {
            process.getOutputStream().close();
            for (String line = next(out); line != null; line = next(out)) {
                if (entries.size() >= MOST_ENTRIES) {
                    process.destroyForcibly();
                    return new GitTree(entries, false);
                }
                entries.add(entry(line));
            }
            if (process.waitFor() != 0) {
                throw new GitException("The tree of " + commit + " cannot be read, or git took too long.");
            }
            return new GitTree(entries, true);
        } catch (IOException e) {
            process.destroyForcibly();
            throw new GitException("The tree of " + commit + " cannot be read.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GitException("Interrupted.");
        }
    }

    /** {@code <mode> <type> <id> TAB <path>}. */
    private static Entry entry(String line) throws IOException {
        int tab = line.indexOf('\t');
        String[] fields = tab < 0 ? new String[0] : line.substring(0, tab).split(" ");
        if (fields.length != 3) {
            throw new IOException();
        }
        return new Entry(fields[0], fields[2], line.substring(tab + 1));
    }

    /** Up to the next NUL; null at the end. */
    private static String next(InputStream out) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = out.read(); c != 0; c = out.read()) {
            if (c < 0 && line.size() == 0) {
                return null;
            }
            if (c < 0 || line.size() > LONGEST_ENTRY) {
                throw new IOException();
            }
            line.write(c);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
