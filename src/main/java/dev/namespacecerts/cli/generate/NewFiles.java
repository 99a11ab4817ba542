package dev.namespacecerts.cli.generate;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.namespacecerts.x509.DisplayText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A certificate and its key as two new files. No file is overwritten, and either both are written or none is left. */
final class NewFiles {
    private static final int SHOWN = 253;

    private final Path certificate;
    private final Path key;

    /** @throws GenerateException if a file exists already, so that no key is made in vain */
    NewFiles(Path certificate, Path key) throws GenerateException {
        this.certificate = certificate;
        this.key = key;
        if (same(certificate, key)) {
            throw new GenerateException("The certificate and its key cannot be one file, " + quoted(key) + ".");
        }
        for (Path file : new Path[] {certificate, key}) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new GenerateException(exists(file));
            }
        }
    }

    /** Writes both. Only the user can read the file of the key. */
    void write(String certificatePem, String keyPem) throws GenerateException {
        write(key, keyPem, "rw-------");
        try {
            write(certificate, certificatePem, "rw-r--r--");
        } catch (GenerateException e) {
            delete(key);
            throw e;
        }
    }

    private static void write(Path file, String text, String permissions) throws GenerateException {
        boolean created = false;
        try (SeekableByteChannel channel =
                Files.newByteChannel(file, Set.of(CREATE_NEW, WRITE), mode(file, permissions))) {
            created = true;
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            if (created) {
                delete(file);
            }
            throw new GenerateException(reason(file, e));
        }
    }

    private static FileAttribute<?>[] mode(Path file, String permissions) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // the message about the first problem is the one to report
        }
    }

    private static String reason(Path file, IOException e) {
        if (e instanceof FileAlreadyExistsException) {
            return exists(file);
        } else if (e instanceof NoSuchFileException) {
            return "File " + quoted(file) + " cannot be written: its folder does not exist.";
        } else if (e instanceof AccessDeniedException) {
            return "File " + quoted(file) + " cannot be written: access is denied.";
        }
        return "File " + quoted(file) + " cannot be written: " + e.getClass().getSimpleName() + ".";
    }

    private static String exists(Path file) {
        return "File " + quoted(file)
                + " exists already. No file is overwritten: name another one, or remove it first.";
    }

    private static boolean same(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }

    static String quoted(Path file) {
        return DisplayText.quoted(file.toString(), SHOWN);
    }
}
