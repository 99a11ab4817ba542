package dev.namespacecerts.cli.filters;

import dev.namespacecerts.cli.failure.CommandException;
import dev.namespacecerts.rules.leaf.ClientSecret;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.Container;
import dev.namespacecerts.x509.KeyMatch;
import dev.namespacecerts.x509.PemBlock;
import dev.namespacecerts.x509.PemReader;
import dev.namespacecerts.x509.PemWriter;
import java.util.List;
import java.util.Objects;

/** Reads the leaf of a PEM file, which may also hold its chain and its private key. The key is neither decoded nor kept. */
public final class LeafFile {
    private LeafFile() {}

    /**
     * The leaf.
     *
     * @param name of the file in messages
     */
    public static Certificate read(String name, byte[] text) throws CommandException {
        List<PemBlock> blocks = PemReader.read(text);
        List<byte[]> certificates =
                blocks.stream().map(PemBlock::der).filter(Objects::nonNull).toList();
        if (certificates.isEmpty()) {
            String none = "There is no certificate in " + name + ".";
            throw new CommandException(Container.insteadOf(blocks, text)
                    .map(found -> none + " " + found.message("The text") + " " + found.remedy())
                    .orElseGet(() -> none + problem(blocks)));
        }
        ClientSecret client = ClientSecret.of(name, PemWriter.blocks(certificates), KeyMatch.MISSING);
        List<Certificate> parsed = client.certificates();
        if (parsed.isEmpty()) {
            throw new CommandException("The certificate in " + name + " cannot be read: "
                    + client.violations().get(0).message().replace("tls.crt", name));
        }
        return parsed.get(client.leafIndex());
    }

    private static String problem(List<PemBlock> blocks) {
        return blocks.stream()
                .findFirst()
                .map(block -> " Block 1 (" + block.label() + "): " + block.problem() + ".")
                .orElse("");
    }
}
