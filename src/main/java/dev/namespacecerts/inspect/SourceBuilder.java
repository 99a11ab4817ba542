package dev.namespacecerts.inspect;

import dev.namespacecerts.rules.Wording;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.CertificateFormatException;
import dev.namespacecerts.x509.CertificateParser;
import dev.namespacecerts.x509.PemBlock;
import dev.namespacecerts.x509.PemReader;
import dev.namespacecerts.x509.PemWriter;
import java.util.ArrayList;
import java.util.List;

/** Parses the blocks of a source, within limits. */
final class SourceBuilder {
    /** Maximum number of blocks that are parsed and shown. */
    static final int MOST_ENTRIES = 1_000;

    private static final int MOST_NOTES = 20;
    private static final String READERS = ". It is not shown. If others than its owner can read ";

    private final String name;
    private final byte[] pem;
    private final List<Entry> entries = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int unshown;

    private SourceBuilder(String name, byte[] pem) {
        this.name = name;
        this.pem = pem;
    }

    static SourceBuilder ofPem(String name, byte[] text) {
        SourceBuilder builder = new SourceBuilder(name, text);
        PemReader.read(text).forEach(builder::block);
        builder.noteUnshown();
        return builder;
    }

    /** @param ders certificates of a format without PEM blocks; each counts as one */
    static SourceBuilder ofDer(String name, List<byte[]> ders) {
        SourceBuilder builder = new SourceBuilder(name, PemWriter.blocks(ders));
        for (int i = 0; i < ders.size(); i++) {
            builder.certificate(i + 1, ders.get(i));
        }
        builder.noteUnshown();
        return builder;
    }

    private void block(PemBlock block) {
        if (block.der() != null) {
            certificate(block.position(), block.der());
        } else if (block.kind() == PemBlock.Kind.PRIVATE_KEY) {
            notes.add("Block " + block.position() + " of " + name + " is a private key" + READERS + name
                    + ", treat the key as disclosed, and reissue its certificate with a new key.");
            add(new Entry(block.position(), null, null));
        } else {
            add(new Entry(block.position(), null, block.label() + ": " + block.problem()));
        }
    }

    private void certificate(int position, byte[] der) {
        if (entries.size() >= MOST_ENTRIES) {
            unshown++;
            return;
        }
        try {
            Certificate certificate = CertificateParser.parse(der);
            entries.add(new Entry(position, certificate, null));
        } catch (CertificateFormatException e) {
            entries.add(new Entry(position, null, "rejected by Temporal Cloud's parser: " + e.getMessage()));
        }
    }

    private void add(Entry entry) {
        if (entries.size() < MOST_ENTRIES) {
            entries.add(entry);
        } else {
            unshown++;
        }
    }

    private void noteUnshown() {
        if (unshown > 0) {
            notes.add(unshown + " more blocks of " + name + " are not shown. At most " + MOST_ENTRIES + " are read.");
        }
        if (notes.size() > MOST_NOTES) {
            int more = notes.size() - MOST_NOTES;
            notes.subList(MOST_NOTES, notes.size()).clear();
            notes.add(more + " more notes of this kind are not shown.");
        }
    }

    SourceBuilder note(List<String> more) {
        notes.addAll(more);
        return this;
    }

    int unshown() {
        return unshown;
    }

    List<String> notes() {
        return notes;
    }

    /** @param key a text with the private key of the leaf; null if there is none */
    Source source(byte[] key) {
        return new Source(name, pem, entries, key);
    }

    /** An input that is one source. */
    Input input(String format) {
        boolean holdsKey = entries.stream().anyMatch(Entry::isPrivateKey);
        Source source = source(holdsKey ? pem : null);
        return new Input(name, format + ": " + count(List.of(source), unshown), List.of(source), notes, unshown, null);
    }

    /** For example "3 certificates, 1 private key, 1 unreadable block". */
    static String count(List<Source> sources, int more) {
        List<Entry> all =
                sources.stream().flatMap(source -> source.entries().stream()).toList();
        int certificates =
                (int) all.stream().filter(entry -> entry.certificate() != null).count();
        int keys = (int) all.stream().filter(Entry::isPrivateKey).count();
        int unreadable = all.size() - certificates - keys;
        return Wording.count(certificates, "certificate")
                + (keys == 0 ? "" : ", " + Wording.count(keys, "private key"))
                + (unreadable == 0 ? "" : ", " + Wording.count(unreadable, "unreadable block"))
                + (more == 0 ? "" : ", " + more + " more");
    }
}
