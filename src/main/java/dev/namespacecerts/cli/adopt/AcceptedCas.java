package dev.namespacecerts.cli.adopt;

import dev.namespacecerts.cli.failure.CommandException;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.CertificateFormatException;
import dev.namespacecerts.x509.CertificateParser;
import dev.namespacecerts.x509.Container;
import dev.namespacecerts.x509.DisplayText;
import dev.namespacecerts.x509.PemBlock;
import dev.namespacecerts.x509.PemBlock.Kind;
import dev.namespacecerts.x509.PemReader;
import dev.namespacecerts.x509.PemWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The CA certificates of a Temporal Cloud Namespace as canonical PEM, each below a line with its subject and expiry. */
final class AcceptedCas {
    private static final int LONGEST_SUBJECT = 256;

    private AcceptedCas() {}

    /**
     * @param place of the PEM in messages
     * @throws CommandException if there is something other than certificates, which is not written anywhere
     */
    static String text(byte[] pem, String place) throws CommandException {
        List<PemBlock> blocks = PemReader.read(pem);
        for (PemBlock block : blocks) {
            if (block.der() == null) {
                throw new CommandException(
                        "PEM block " + block.position() + " of " + place + " is not a certificate: " + problem(block));
            }
        }
        if (blocks.isEmpty()) {
            String none = "There is no CA certificate in " + place
                    + ", so there is nothing to write: a bundle has at least one.";
            throw new CommandException(Container.insteadOf(blocks, pem)
                    .map(found -> none + " " + found.message("The text") + " " + found.remedy())
                    .orElse(none));
        }
        Set<ByteBuffer> distinct = blocks.stream()
                .map(block -> ByteBuffer.wrap(block.der()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return distinct.stream()
                .map(ByteBuffer::array)
                .map(der -> comment(der) + new String(PemWriter.blocks(List.of(der)), StandardCharsets.US_ASCII))
                .collect(Collectors.joining());
    }

    private static String problem(PemBlock block) {
        return block.kind() == Kind.PRIVATE_KEY
                ? "it is a private key. " + PemBlock.DISCLOSED
                : block.problem() + ". " + block.remedy();
    }

    private static String comment(byte[] der) {
        try {
            Certificate certificate = CertificateParser.parse(der);
            return "# " + shown(certificate.subject().toString()) + ", expires " + certificate.notAfter() + "\n";
        } catch (CertificateFormatException e) {
            return "# a certificate that cannot be parsed\n";
        }
    }

    /** A subject as part of a line that no reader takes for a line of PEM, nor the schema for a private key. */
    private static String shown(String subject) {
        String shown = DisplayText.of(subject, LONGEST_SUBJECT);
        return (shown.isEmpty() ? "(empty subject)" : shown).replace("--", "-\\u{002D}");
    }
}
