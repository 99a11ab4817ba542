package dev.namespacecerts.handshake;

import dev.namespacecerts.testing.HeldCertificate;
import dev.namespacecerts.testing.Tool;

/** Leaves that {@code openssl} makes. */
final class OpensslLeaves {
    private static final String EXTENSIONS =
            "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=clientAuth\n";

    private static final String SIGN = "x509 -req -in leaf.csr -CA ca.crt -CAkey ca.key -days 30 -out leaf.crt";

    private OpensslLeaves() {}

    /** As one makes them with care. */
    static Identity good(String name, HeldCertificate issuer) {
        try (Folder folder = request(name, issuer)) {
            folder.write("extensions", EXTENSIONS);
            Tool.run(openssl(folder, SIGN + " -extfile extensions"));
            return identity(folder);
        }
    }

    /** As created by the demo tool on Temporal's page: without extensions, and so of X.509 version 1. */
    static Identity version1(String name, HeldCertificate issuer) {
        try (Folder folder = request(name, issuer)) {
            folder.write("config", "[req]\ndistinguished_name=name\n[name]\n");
            // From OpenSSL 3.2 on, signing writes version 3. The option against that is unknown to older versions.
            Tool.Result newer = Tool.tryTo(openssl(
                    folder,
                    "req -x509v1 -config config -new -key leaf.key -subj " + subject(name)
                            + " -CA ca.crt -CAkey ca.key -days 30 -out leaf.crt"));
            if (newer.exitCode() != 0) {
                Tool.run(openssl(folder, SIGN));
            }
            return identity(folder);
        }
    }

    /** The same private key as OpenSSL before 3 wrote it: PKCS#1 for RSA, SEC 1 for ECDSA. */
    static String traditional(String pkcs8) {
        try (Folder folder = new Folder()) {
            folder.write("leaf.key", pkcs8);
            return Tool.run(openssl(folder, "pkey -in leaf.key -traditional"));
        }
    }

    /** The same private key behind a password. */
    static String encrypted(String pkcs8) {
        try (Folder folder = new Folder()) {
            folder.write("leaf.key", pkcs8);
            return Tool.run(openssl(folder, "pkcs8 -topk8 -in leaf.key -v2 aes-256-cbc -passout pass:secret"));
        }
    }

    private static Folder request(String name, HeldCertificate issuer) {
        Folder folder = new Folder();
        folder.write("ca.crt", issuer.pem());
        folder.write("ca.key", issuer.privateKeyPem());
        Tool.run(openssl(
                folder,
                "req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout leaf.key -out leaf.csr -subj "
                        + subject(name)));
        return folder;
    }

    private static Identity identity(Folder folder) {
        return new Identity(folder.read("leaf.crt"), folder.read("leaf.key"));
    }

    private static String subject(String name) {
        return "/O=Acme/CN=" + name;
    }

    private static ProcessBuilder openssl(Folder folder, String arguments) {
        return Tool.in(folder.path(), "openssl", arguments);
    }
}
