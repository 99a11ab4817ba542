package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Algorithms;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.SignatureAlgorithm;
import java.util.function.Consumer;

/** EE-4: the leaf has the signature and key algorithms of CA-5, and its key can sign a TLS handshake. */
final class LeafAlgorithmRule implements LeafRule {
    @Override
    public void judge(Leaf leaf, Consumer<Violation> violations) {
        Certificate certificate = leaf.certificate();
        if (!Algorithms.accepts(certificate.signatureAlgorithm())) {
            SignatureAlgorithm algorithm = certificate.signatureAlgorithm();
            violations.accept(leaf.error(Rule.EE_4)
                    .found(Algorithms.found(algorithm))
                    .allowed(Algorithms.allowed(algorithm))
                    .because(leaf.name() + Algorithms.rejected(algorithm), Algorithms.remedy(algorithm)));
        }
        if (!Algorithms.accepts(certificate.publicKey())) {
            String name = certificate.publicKey().name();
            violations.accept(leaf.error(Rule.EE_4)
                    .found("key of type " + name)
                    .allowed(Algorithms.KEYS)
                    .because(
                            leaf.name() + " has a key of type " + name + ", which Temporal Cloud rejects.",
                            "Reissue it with an RSA key (rsaEncryption) or an ECDSA key."));
        } else if (!Algorithms.signsHandshakes(certificate.publicKey())) {
            String name = certificate.publicKey().name();
            violations.accept(leaf.error(Rule.EE_4)
                    .found("key of type " + name)
                    .allowed(Algorithms.LEAF_KEYS)
                    .because(
                            leaf.name() + " has a key of type " + name + ", which TLS 1.3 does not support.",
                            "Reissue it with a key on P-256 or P-384."));
        }
    }
}
