package dev.namespacecerts.handshake;

import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.Tool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;

/** A leaf that the JDK's {@code keytool} makes. */
final class KeytoolLeaf {
    private static final String STORE = "store.p12";
    private static final String PASSWORD = "changeit";

    private KeytoolLeaf() {}

    static Identity make(String name, HeldCertificate issuer) {
        try (Folder folder = new Folder()) {
            Path store = folder.file(STORE);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            Certificate root =
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(issuer.der()));
            keys.setKeyEntry("root", issuer.keyPair().getPrivate(), PASSWORD.toCharArray(), new Certificate[] {root});
            try (OutputStream file = Files.newOutputStream(store)) {
                keys.store(file, PASSWORD.toCharArray());
            }
            generate(name, folder);
            try (InputStream file = Files.newInputStream(store)) {
                keys.load(file, PASSWORD.toCharArray());
            }
            return new Identity(
                    HeldCertificate.pem(
                            "CERTIFICATE", keys.getCertificate("leaf").getEncoded()),
                    HeldCertificate.pem(
                            "PRIVATE KEY",
                            keys.getKey("leaf", PASSWORD.toCharArray()).getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void generate(String name, Folder folder) {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Tool.run(Tool.in(
                folder.path(),
                keytool.toString(),
                "-genkeypair -keystore " + STORE + " -storepass " + PASSWORD + " -alias leaf -signer root"
                        + " -keyalg EC -groupname secp256r1 -validity 30 -dname CN=" + name + ",O=Acme"
                        + " -ext bc:critical=ca:false -ext ku:critical=digitalSignature -ext eku=clientAuth"));
    }
}
