package dev.namespacecerts.inspect;

import dev.namespacecerts.x509.Container;
import dev.namespacecerts.x509.DisplayText;
import dev.namespacecerts.x509.PemBlock;
import dev.namespacecerts.x509.PemReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads certificates in any usual format: PEM, DER, PKCS#7, PKCS#12, and Secrets and ConfigMaps as YAML or JSON. */
public final class InputReader {
    /** Maximum size of an input. */
    public static final int MOST_BYTES = 8 * 1024 * 1024;

    private static final int SHOWN = 200;
    private static final Set<String> PKCS7_LABELS = Set.of("PKCS7", "PKCS #7 SIGNED DATA", "CMS");
    /** Their remedy is to write PEM instead, which is of no use for a file that is only looked at. */
    private static final Set<Container> WITHOUT_REMEDY =
            Set.of(Container.EMPTY, Container.WHITE_SPACE, Container.ASN_1, Container.BINARY);

    private static final byte SEQUENCE = 0x30;

    private InputReader() {}

    /** A name for messages. */
    public static String shown(String name) {
        return DisplayText.of(name, SHOWN);
    }

    /**
     * Reads an input.
     *
     * @param name in messages, not escaped
     * @param password of a PKCS#12 store; empty if there is none
     */
    public static Input read(String name, byte[] bytes, Optional<char[]> password) throws InspectException {
        String shown = shown(name);
        if (bytes.length > MOST_BYTES) {
            throw new InspectException(
                    shown + " is larger than " + MOST_BYTES / 1024 / 1024 + " MiB, and was not read.");
        }
        if (ManifestSources.isManifest(bytes)) {
            return ManifestSources.read(shown, bytes);
        }
        String base = shown(name.substring(1 + Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'))));
        List<PemBlock> blocks = PemReader.read(bytes);
        Optional<Container.Found> container = Container.insteadOf(blocks, bytes);
        if (container.isPresent()) {
            return container(base, bytes, container.get(), password).named(shown);
        }
        if (blocks.isEmpty()) {
            throw new InspectException(
                    shown + " contains no certificate: it has no PEM block, and its format is unknown.");
        }
        Input input = pkcs7InPem(blocks)
                ? pkcs7(base, "PKCS#7 in PEM", PemDecoder.decode(bytes, PKCS7_LABELS))
                : SourceBuilder.ofPem(base, bytes).input("PEM");
        return input.named(shown);
    }

    private static boolean pkcs7InPem(List<PemBlock> blocks) {
        return blocks.stream().anyMatch(block -> PKCS7_LABELS.contains(block.label()))
                && blocks.stream().noneMatch(block -> block.kind() == PemBlock.Kind.CERTIFICATE);
    }

    private static Input container(String name, byte[] bytes, Container.Found found, Optional<char[]> password)
            throws InspectException {
        boolean direct = bytes.length > 0 && bytes[0] == SEQUENCE; // else it is base64 of the format
        if (direct && found.container() == Container.CERTIFICATE) {
            return SourceBuilder.ofDer(name, List.of(bytes)).input("DER");
        } else if (direct && found.container() == Container.PKCS7) {
            return pkcs7(name, "PKCS#7 in DER", List.of(bytes));
        } else if (direct && found.container() == Container.PKCS12) {
            Pkcs12 store = Pkcs12.read(name, bytes, password);
            return SourceBuilder.ofDer(name, store.certificates())
                    .note(store.notes())
                    .input("PKCS#12");
        }
        throw new InspectException(
                found.message(name) + (WITHOUT_REMEDY.contains(found.container()) ? "" : " " + found.remedy()));
    }

    private static Input pkcs7(String name, String format, List<byte[]> messages) throws InspectException {
        return SourceBuilder.ofDer(name, Pkcs7.certificates(name, messages)).input(format);
    }
}
