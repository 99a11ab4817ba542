package dev.namespacecerts.manifest.git;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Reads objects of a repository, one after the other. */
final class GitBlobs implements Closeable {
    private static final int LONGEST_HEADER = 200;

    private final Git git;
    private Process process;
    private InputStream out;

    GitBlobs(Git git) {
        this.git = git;
    }

    /**
     * A blob; empty if it is missing, as in a partial clone.
     *
     * @param id in hex
     * @param most maximum size; of a larger blob, nothing but one byte more than that is read
     */
    Optional<byte[]> read(String id, int most) throws GitException {
        try {
            start();
            process.getOutputStream().write((id + "\n").getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().flush();
            String[] header = header().split(" ");
            if (header.length != 3 || !header[1].equals("blob")) {
                return Optional.empty(); // "<id> missing"
            }
            long size = Long.parseLong(header[2]);
            if (size > most) {
                close();
                return Optional.of(new byte[most + 1]);
            }
            byte[] content = out.readNBytes((int) size);
            if (content.length < size || out.read() != '\n') {
                throw new EOFException();
            }
            return Optional.of(content);
        } catch (IOException | NumberFormatException e) {
            close();
            throw new GitException("The repository is damaged, or git took too long: " + id + " cannot be read.");
        }
    }

    private void start() throws GitException {
        if (process == null) {
            process = git.start(List.of("cat-file", "--batch"));
            out = new BufferedInputStream(process.getInputStream());
        }
    }

    private String header() throws IOException {
        StringBuilder header = new StringBuilder();
        for (int c = out.read(); c != '\n'; c = out.read()) {
            if (c < 0 || header.length() > LONGEST_HEADER) {
                throw new EOFException();
            }
            header.append((char) c);
        }
        return header.toString();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
            process = null;
        }
    }
}
