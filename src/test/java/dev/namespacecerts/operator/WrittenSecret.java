package dev.namespacecerts.operator;

import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.CertificateFormatException;
import dev.namespacecerts.x509.CertificateParser;
import dev.namespacecerts.x509.DistinguishedName;
import dev.namespacecerts.x509.KeyMatch;
import dev.namespacecerts.x509.PemReader;
import dev.namespacecerts.x509.PrivateKeys;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Base64;
import java.util.List;

/**
 * What stood in a Secret of a demo at one time.
 *
 * @param owner uid of the bundle
 * @param chain the certificate that was issued, and those above or before it
 * @param key what the key beside it is to that certificate
 */
record WrittenSecret(String name, String type, String owner, List<Certificate> chain, KeyMatch key) {
    static WrittenSecret of(Secret secret) {
        List<Certificate> chain = PemReader.read(data(secret, "tls.crt")).stream()
                .map(block -> parse(block.der()))
                .toList();
        return new WrittenSecret(
                secret.getMetadata().getName(),
                secret.getType(),
                secret.getMetadata().getOwnerReferences().stream()
                        .map(OwnerReference::getUid)
                        .findFirst()
                        .orElseThrow(),
                chain,
                PrivateKeys.match(data(secret, "tls.key"), chain.get(0).publicKey()));
    }

    /** Whether it was written for a demo: what is published has another type. */
    static boolean isDemo(Secret secret) {
        return isLeaf(secret.getType()) || isAuthority(secret.getType());
    }

    boolean isLeaf() {
        return isLeaf(type);
    }

    boolean isAuthority() {
        return isAuthority(type);
    }

    Certificate issued() {
        return chain.get(0);
    }

    String commonName() {
        return issued().subject().values(DistinguishedName.COMMON_NAME).get(0);
    }

    private static boolean isLeaf(String type) {
        return type.equals("kubernetes.io/tls");
    }

    private static boolean isAuthority(String type) {
        return type.equals("namespacecerts.dev/demo-authority");
    }

    private static byte[] data(Secret secret, String key) {
        return Base64.getDecoder().decode(secret.getData().get(key));
    }

    private static Certificate parse(byte[] der) {
        try {
            return CertificateParser.parse(der);
        } catch (CertificateFormatException e) {
            throw new AssertionError(e);
        }
    }
}
