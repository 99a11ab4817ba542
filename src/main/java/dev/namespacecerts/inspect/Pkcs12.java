package dev.namespacecerts.inspect;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;

/**
 * Reads the certificates of a PKCS#12 store (RFC 7292). Private keys stay encrypted. The MAC is not checked, because nothing
 * here is trusted, and a wrong password is noticed anyhow.
 */
record Pkcs12(List<byte[]> certificates, List<String> notes) {
    /** Maximum number of iterations of all key derivations together. They take seconds. */
    static final int MOST_ITERATIONS = 2_000_000;

    /** Maximum of N * r * p of scrypt, which needs 128 bytes of memory for each. */
    private static final BigInteger MOST_SCRYPT = BigInteger.valueOf(1L << 18);

    private static final String SCRYPT = "1.3.6.1.4.1.11591.4.11"; // RFC 7914 section 7
    private static final BigInteger SCRYPT_AS_ITERATIONS = BigInteger.TEN;
    /** Derives the same keys as the empty password, which Bouncy Castle rejects: the derivations pad with zeros. */
    private static final char[] EMPTY = {0};

    private static final String PASSWORD =
            "Name its password with --password-env VARIABLE or --password-file FILE; it is no argument, because other users"
                    + " of this machine can read arguments.";

    /** @param password empty if none is given; then the empty password is tried */
    static Pkcs12 read(String name, byte[] der, Optional<char[]> password) throws InspectException {
        try {
            ContentInfo[] contents = new PKCS12PfxPdu(der).getContentInfos();
            limit(name, contents);
            return new Reader(name, password).read(contents);
        } catch (IOException | RuntimeException | StackOverflowError e) { // Bouncy Castle's parser is recursive
            throw new InspectException(name + " is PKCS#12, but is damaged: its ASN.1 cannot be read.");
        }
    }

    /** Refuses key derivations that take long, before the first one. */
    private static void limit(String name, ContentInfo[] contents) throws InspectException {
        BigInteger sum = BigInteger.ZERO;
        for (ContentInfo content : contents) {
            if (content.getContentType().equals(PKCSObjectIdentifiers.encryptedData)) {
                sum = sum.add(iterations(
                        EncryptedData.getInstance(content.getContent()).getEncryptionAlgorithm()));
            }
        }
        if (sum.compareTo(BigInteger.valueOf(MOST_ITERATIONS)) > 0) {
            throw new InspectException(name + " is PKCS#12, and derives its keys with more than " + MOST_ITERATIONS
                    + " iterations. It was not decrypted, because that would take too long.");
        }
    }

    private static BigInteger iterations(AlgorithmIdentifier algorithm) {
        ASN1Encodable parameters = algorithm.getParameters();
        if (!algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
            return PKCS12PBEParams.getInstance(parameters).getIterations();
        }
        KeyDerivationFunc function = PBES2Parameters.getInstance(parameters).getKeyDerivationFunc();
        if (function.getAlgorithm().getId().equals(SCRYPT)) {
            ASN1Sequence scrypt = ASN1Sequence.getInstance(function.getParameters()); // salt, N, r, p
            BigInteger cost = integer(scrypt, 1).multiply(integer(scrypt, 2)).multiply(integer(scrypt, 3));
            return cost.compareTo(MOST_SCRYPT) > 0
                    ? BigInteger.valueOf(Long.MAX_VALUE)
                    : cost.divide(SCRYPT_AS_ITERATIONS);
        }
        return PBKDF2Params.getInstance(function.getParameters()).getIterationCount();
    }

    private static BigInteger integer(ASN1Sequence sequence, int index) {
        return ASN1Integer.getInstance(sequence.getObjectAt(index)).getPositiveValue();
    }

    /** Collects the certificates of the bags. */
    private static final class Reader {
        private final String name;
        private final Optional<char[]> password;
        private final InputDecryptorProvider decryptor;
        private final List<byte[]> certificates = new ArrayList<>();
        private int keys;

        Reader(String name, Optional<char[]> password) {
            this.name = name;
            this.password = password;
            this.decryptor = new JcePKCSPBEInputDecryptorProviderBuilder()
                    .setProvider(new BouncyCastleProvider())
                    .build(password.filter(text -> text.length > 0).orElse(EMPTY));
        }

        Pkcs12 read(ContentInfo[] contents) throws IOException, InspectException {
            for (ContentInfo content : contents) {
                if (content.getContentType().equals(PKCSObjectIdentifiers.encryptedData)) {
                    add(decrypted(content));
                } else if (content.getContentType().equals(PKCSObjectIdentifiers.data)) {
                    add(new PKCS12SafeBagFactory(content).getSafeBags());
                }
            }
            if (certificates.isEmpty()) {
                throw new InspectException(name + " is PKCS#12 without a certificate.");
            }
            return new Pkcs12(certificates, notes());
        }

        private PKCS12SafeBag[] decrypted(ContentInfo content) throws InspectException {
            try {
                return new PKCS12SafeBagFactory(content, decryptor).getSafeBags();
            } catch (PKCSException | RuntimeException e) { // a wrong key gives garbage
                throw new InspectException(
                        password.isEmpty()
                                ? name + " is PKCS#12 with a password. " + PASSWORD
                                : "The password does not open " + name + ", or the store is damaged.");
            }
        }

        private void add(PKCS12SafeBag[] bags) throws IOException {
            for (PKCS12SafeBag bag : bags) {
                Object value = bag.getBagValue();
                if (value instanceof X509CertificateHolder certificate) {
                    certificates.add(certificate.getEncoded());
                } else if (bag.getType().equals(PKCSObjectIdentifiers.keyBag)
                        || bag.getType().equals(PKCSObjectIdentifiers.pkcs8ShroudedKeyBag)) {
                    keys++;
                }
            }
        }

        private List<String> notes() {
            return keys == 0
                    ? List.of()
                    : List.of(name + " holds " + (keys == 1 ? "a private key" : keys + " private keys")
                            + ". Private keys are neither decrypted nor shown.");
        }
    }
}
