package dev.namespacecerts.cli.generate;

import dev.namespacecerts.demo.DemoIssuer;
import dev.namespacecerts.demo.IssuedCertificate;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.CertificateFormatException;
import dev.namespacecerts.x509.CertificateParser;
import dev.namespacecerts.x509.Container;
import dev.namespacecerts.x509.KeyMatch;
import dev.namespacecerts.x509.PemBlock;
import dev.namespacecerts.x509.PemReader;
import dev.namespacecerts.x509.PrivateKeys;
import dev.namespacecerts.x509.SubjectPublicKey.KeyAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The CA that signs leaves, read from files.
 *
 * @param certificates of the file; the first one signs
 */
record SigningCa(List<Certificate> certificates, IssuedCertificate issuer) {
    private static final int MOST_BYTES = 65_536;
    private static final int MOST_CERTIFICATES = 25;

    Certificate certificate() {
        return issuer.certificate();
    }

    boolean isRsa() {
        return certificate().publicKey().algorithm() == KeyAlgorithm.RSA;
    }

    /** The CAs that clients must present. */
    List<Certificate> intermediates() {
        return certificates.stream().filter(ca -> !ca.isSelfIssued()).toList();
    }

    static SigningCa read(Path certificateFile, Path keyFile) throws GenerateException {
        List<Certificate> certificates = certificates(certificateFile);
        Certificate ca = certificates.get(0);
        if (!ca.isCa()) {
            throw new GenerateException("The first certificate of " + NewFiles.quoted(certificateFile) + ", \""
                    + ca.subject() + "\", is not a CA.");
        }
        byte[] key = bytes(keyFile);
        KeyMatch match = PrivateKeys.match(key, ca.publicKey());
        if (match != KeyMatch.PKCS8) {
            throw new GenerateException("File " + NewFiles.quoted(keyFile) + problem(match, ca));
        }
        return DemoIssuer.read(ca, new String(key, StandardCharsets.ISO_8859_1))
                .map(issuer -> new SigningCa(certificates, issuer))
                .orElseThrow(() -> new GenerateException("File " + NewFiles.quoted(keyFile)
                        + " holds a key that Java cannot use. Generate the CA with \"ncb generate ca\"."));
    }

    private static List<Certificate> certificates(Path file) throws GenerateException {
        byte[] text = bytes(file);
        List<PemBlock> blocks = PemReader.read(text);
        List<Certificate> certificates = new ArrayList<>();
        for (PemBlock block : blocks) {
            if (block.der() != null && certificates.size() < MOST_CERTIFICATES) {
                certificates.add(parse(file, block));
            }
        }
        if (certificates.isEmpty()) {
            throw new GenerateException(Container.insteadOf(blocks, text)
                    .map(found -> found.message("File " + NewFiles.quoted(file)) + " " + found.remedy())
                    .orElse("File " + NewFiles.quoted(file) + " contains no readable CERTIFICATE block."));
        }
        return List.copyOf(certificates);
    }

    private static Certificate parse(Path file, PemBlock block) throws GenerateException {
        try {
            return CertificateParser.parse(block.der());
        } catch (CertificateFormatException e) {
            throw new GenerateException("Block " + block.position() + " of " + NewFiles.quoted(file)
                    + " is rejected by Temporal Cloud's parser: " + e.getMessage() + ".");
        }
    }

    private static String problem(KeyMatch match, Certificate ca) {
        return switch (match) {
            case PKCS1, SEC1, NOT_GO_PEM, NOT_GO_DER, BYTE_ORDER_MARK ->
                " holds the key of the CA, but not as PKCS#8. Convert it (openssl pkcs8 -topk8 -nocrypt -in OLD.key -out"
                        + " NEW.key).";
            case ENCRYPTED ->
                " holds an encrypted key. Decrypt it (openssl pkcs8 -topk8 -nocrypt -in OLD.key -out NEW.key).";
            case OTHER_KEY -> " holds a key that does not belong to \"" + ca.subject() + "\".";
            default -> " holds no readable private key.";
        };
    }

    private static byte[] bytes(Path file) throws GenerateException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new GenerateException(
                        "File " + NewFiles.quoted(file) + " is larger than " + MOST_BYTES + " bytes.");
            }
            return bytes;
        } catch (IOException e) {
            throw new GenerateException(
                    "File " + NewFiles.quoted(file) + (Files.exists(file) ? " cannot be read." : " does not exist."));
        }
    }
}
