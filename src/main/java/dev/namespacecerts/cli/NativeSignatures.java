package dev.namespacecerts.cli;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.namespacecerts.x509.KnownSignatures;
import dev.namespacecerts.x509.SignatureVerifier;
import org.jboss.logging.Logger;

/**
 * Lets AWS-LC, by the Amazon Corretto Crypto Provider, verify the signatures of certificates: without the optimizing compiler
 * of the JVM, it needs a fifth of the CPU time of Java for an ECDSA signature on P-384. Until it is loaded, and where it does
 * not load, Java verifies them.
 */
final class NativeSignatures {
    private static final Logger LOG = Logger.getLogger("namespacecerts");

    private NativeSignatures() {}

    /** Loads it in a thread of its own, because that takes 0.2 s, for which the first verdict does not wait. */
    static void load() {
        Thread loading = new Thread(NativeSignatures::use, "native-signatures");
        loading.setDaemon(true);
        loading.start();
    }

    private static void use() {
        try {
            AmazonCorrettoCryptoProvider.INSTANCE.assertHealthy();
            KnownSignatures.use(SignatureVerifier.with(AmazonCorrettoCryptoProvider.INSTANCE));
            LOG.infof("Signatures are verified by %s", AmazonCorrettoCryptoProvider.INSTANCE.getInfo());
        } catch (RuntimeException | LinkageError | AssertionError e) {
            LOG.infof(
                    "Signatures are verified in Java, which is slower: the Amazon Corretto Crypto Provider does not load: %s",
                    cause(e));
        }
    }

    private static Throwable cause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
