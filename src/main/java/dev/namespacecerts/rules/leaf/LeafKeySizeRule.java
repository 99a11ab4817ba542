package dev.namespacecerts.rules.leaf;

import dev.namespacecerts.rules.Algorithms;
import dev.namespacecerts.rules.Rule;
import dev.namespacecerts.rules.Violation;
import dev.namespacecerts.x509.SubjectPublicKey;
import java.util.function.Consumer;

/** EE-11, like the Warning of CA-11: RSA keys below 2,048 bits still work in Go. */
final class LeafKeySizeRule implements LeafRule {
    @Override
    public void judge(Leaf leaf, Consumer<Violation> violations) {
        SubjectPublicKey key = leaf.certificate().publicKey();
        if (Algorithms.isShort(key)) {
            violations.accept(leaf.warning(Rule.EE_11)
                    .found("an RSA key of " + key.bits() + " bits")
                    .allowed(Algorithms.RSA_SIZES)
                    .because(
                            leaf.name() + " has an RSA key of only " + key.bits() + " bits.",
                            "Reissue it with an RSA key of 3072 bits or an ECDSA key."));
        }
    }
}
