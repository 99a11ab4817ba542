package dev.namespacecerts.rules.ca;

import dev.namespacecerts.rules.BundleLimits;
import dev.namespacecerts.rules.BundleSource;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.CertificateFormatException;
import dev.namespacecerts.x509.Container;
import dev.namespacecerts.x509.KnownCertificates;
import dev.namespacecerts.x509.PemBlock;
import dev.namespacecerts.x509.PemReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Parse: reads the certificates of a bundle's sources. Reports violations of CA-9 (text too large to read), CA-10
 * (PEM), CA-11 (certificates that Go rejects), CA-13 (duplicates) and CA-14 (missing sources).
 *
 * <p>At most 100 distinct certificates are parsed; further ones are only counted.
 */
final class BundleReader {
    /**
     * Maximum bytes of one source: the size of the largest ConfigMap or Secret, because text around certificates is
     * allowed.
     */
    static final int MOST_BYTES = 1_048_576;

    /** Maximum bytes of all sources together. A source that exceeds it is not read. */
    static final int MOST_BYTES_IN_ALL = 2 * MOST_BYTES;

    private static final String BLOCKS = "one or more CERTIFICATE blocks";

    private final Findings findings;
    /** A sorted map, because anybody can create blocks whose arrays all have the same hash code. */
    private final Map<byte[], String> seen = new TreeMap<>(Arrays::compare);

    private final List<BundleCertificate> certificates = new ArrayList<>();
    private int bytes;
    private int unparsed;

    BundleReader(Findings findings) {
        this.findings = findings;
    }

    /** The distinct readable certificates, in order. */
    List<BundleCertificate> read(List<BundleSource> sources) {
        if (sources.isEmpty()) {
            findings.add(Violation.error(Rule.CA_10)
                    .found("no source")
                    .allowed(BLOCKS)
                    .because(
                            "The bundle has no source of certificates.",
                            "Add a source to spec.certificates, or set spec.demo."));
        }
        for (BundleSource source : sources) {
            if (source instanceof BundleSource.Text text) {
                read(text);
            } else if (source instanceof BundleSource.Certificates parsed) {
                read(parsed);
            } else if (source instanceof BundleSource.Missing missing) {
                missing(missing);
            } else if (source instanceof BundleSource.Unread unread) {
                unread(unread, unread.bytes());
            }
        }
        return certificates;
    }

    /** Number of distinct CERTIFICATE blocks, including those that were not parsed. */
    int distinct() {
        return seen.size();
    }

    /** How many of them cannot be parsed. */
    int unparsed() {
        return unparsed;
    }

    private void missing(BundleSource.Missing missing) {
        boolean demo = missing.name().equals(BundleSource.DEMO);
        findings.add(Violation.error(Rule.CA_14)
                .at(missing.name(), demo ? missing.name() : missing.place(), null)
                .selfResolving()
                .found(demo ? "no " + missing.place() : "missing or not readable")
                .allowed("a source that exists and is readable")
                .because(
                        (demo
                                        ? "The demo authority of spec.demo is missing: "
                                        : missing.place() + " (" + missing.name() + ") cannot be read: ")
                                + missing.why() + ".",
                        demo ? "See the condition DemoIssued." : create(missing)));
    }

    /**
     * The remedy for a missing source. It is the same for an existing and a missing Secret, because the author of a
     * bundle must not learn which.
     */
    private static String create(BundleSource.Missing missing) {
        return "Create it in the Kubernetes namespace of the bundle, or correct the reference."
                + (missing.secret() == null
                        ? ""
                        : " If it exists and is not of type kubernetes.io/tls, label it (kubectl label secret "
                                + missing.secret() + " namespacecerts.dev/source=true).");
    }

    private void read(BundleSource.Text text) {
        if (text.text().length > MOST_BYTES || bytes + text.text().length > MOST_BYTES_IN_ALL) {
            unread(text, text.text().length);
            return;
        }
        bytes += text.text().length;
        List<PemBlock> blocks = PemReader.read(text.text());
        Optional<Container.Found> container = Container.insteadOf(blocks, text.text());
        if (container.isPresent()) {
            container(text, container.get());
        } else if (blocks.isEmpty()) {
            findings.add(Violation.error(Rule.CA_10)
                    .at(text.name(), text.place(), null)
                    .found("no PEM block")
                    .allowed(BLOCKS)
                    .because(
                            text.place() + " contains no PEM block.",
                            "Put the CA certificates there as PEM: -----BEGIN CERTIFICATE-----."));
        } else {
            blocks.forEach(block -> read(text, block));
        }
    }

    private void container(BundleSource.Text source, Container.Found container) {
        Violation.Builder error = Violation.error(Rule.CA_10)
                .at(source.name(), source.place(), null)
                .found(container.what())
                .allowed(BLOCKS);
        if (container.privateKey()) {
            error.disclosed();
        }
        findings.add(error.because(
                container.message(source.place()) + (container.privateKey() ? readers(source) : ""),
                container.remedy()));
    }

    private void unread(BundleSource source, int length) {
        boolean alone = length > MOST_BYTES;
        findings.add(Violation.error(Rule.CA_9)
                .at(source.name(), source.place(), null)
                .found("a text that is too large")
                .allowed(
                        alone
                                ? "at most " + MOST_BYTES + " bytes in one source"
                                : "at most " + MOST_BYTES_IN_ALL + " bytes in all sources")
                .because(
                        alone
                                ? source.place() + " is too large. The limit for one source is " + MOST_BYTES
                                        + " bytes."
                                : source.place() + " is not read: with it, the sources exceed the limit of "
                                        + MOST_BYTES_IN_ALL + " bytes in all.",
                        "Put only the CA certificates there."));
    }

    private void read(BundleSource.Text source, PemBlock block) {
        if (block.kind() == PemBlock.Kind.PRIVATE_KEY) {
            privateKey(source, block);
        } else if (block.kind() != PemBlock.Kind.CERTIFICATE) {
            otherBlock(source, block);
        } else if (block.problem() != null) {
            problem(source, block);
        } else {
            certificate(source, block);
        }
    }

    private static String readers(BundleSource.Text source) {
        return " Everyone who can read " + source.object() + " can read the key.";
    }

    private void privateKey(BundleSource.Text source, PemBlock block) {
        findings.add(Violation.error(Rule.CA_10)
                .at(source.name(), source.place(), block.position())
                .disclosed()
                .found("a private key")
                .allowed("CERTIFICATE blocks only")
                .because(
                        "Block " + block.position() + " of " + source.place() + " is a private key." + readers(source),
                        PemBlock.DISCLOSED));
    }

    private void problem(BundleSource source, PemBlock block) {
        findings.add(Violation.error(Rule.CA_10)
                .at(source.name(), source.place(), block.position())
                .found(block.label() + ": " + block.problem())
                .allowed("CERTIFICATE blocks that can be decoded, without PEM headers")
                .because(
                        "Block " + block.position() + " of " + source.place() + " cannot be read: " + block.problem()
                                + ".",
                        block.remedy()));
    }

    private void otherBlock(BundleSource source, PemBlock block) {
        findings.add(Violation.error(Rule.CA_10)
                .at(source.name(), source.place(), block.position())
                .found(block.label())
                .allowed("CERTIFICATE blocks only")
                .because(
                        "Block " + block.position() + " of " + source.place() + " is not a certificate: "
                                + block.label() + ".",
                        block.remedy()));
    }

    private void read(BundleSource.Certificates source) {
        int position = 0;
        for (Certificate certificate : source.certificates()) {
            position++;
            if (isNew(source, position, certificate.der())) {
                certificates.add(new BundleCertificate(certificate, source.name(), source.place(), position));
            }
        }
    }

    private void certificate(BundleSource source, PemBlock block) {
        if (isNew(source, block.position(), block.der())) {
            parse(source, block);
        }
    }

    /** Whether a certificate is to be parsed: it is no duplicate, and the limit is not reached. */
    private boolean isNew(BundleSource source, int position, byte[] der) {
        String first = seen.putIfAbsent(der, source.place() + ", block " + position);
        if (first != null) {
            findings.add(Violation.warning(Rule.CA_13)
                    .at(source.name(), source.place(), position)
                    .found("a duplicate")
                    .allowed("each certificate once")
                    .because(
                            "Block " + position + " of " + source.place() + " is a duplicate of " + first
                                    + ". It counts once.",
                            "Remove one of the two."));
        }
        return first == null && seen.size() <= BundleLimits.MOST_CERTIFICATES;
    }

    private void parse(BundleSource source, PemBlock block) {
        try {
            certificates.add(new BundleCertificate(
                    KnownCertificates.parse(block.der()), source.name(), source.place(), block.position()));
        } catch (CertificateFormatException e) {
            unparsed++;
            findings.add(Violation.error(Rule.CA_11)
                    .at(source.name(), source.place(), block.position())
                    .found(e.getMessage())
                    .allowed("a certificate that Go's crypto/x509 can read")
                    .because(
                            "Block " + block.position() + " of " + source.place()
                                    + " is rejected by Temporal Cloud's parser: " + e.getMessage() + ".",
                            "Reissue the certificate without this defect."));
        }
    }
}
