package dev.namespacecerts.x509;

/**
 * Cache of parsed certificates (8 MiB), so that equal DER is parsed once and is one object in memory. Rejected input is not
 * cached: its author corrects it, and nobody else has the same.
 */
public final class KnownCertificates {
    /**
     * Bytes of memory for one byte of DER, at most. Names of many short attributes need most; an ordinary certificate needs 8.
     * So 600 ordinary ones of P-384 are kept, in 3 MiB. Most are those that many bundles have, which is enough: parsing
     * again takes 3 microseconds.
     */
    static final int BYTES_PER_BYTE = 25;

    /** Replaced only by tests. */
    static volatile KnownCertificates shared =
            new KnownCertificates(cache(BoundedCache.MOST_BYTES), CertificateParser::parse);

    private final BoundedCache<Certificate> certificates;
    private final Parser parser;

    interface Parser {
        Certificate parse(byte[] der) throws CertificateFormatException;
    }

    KnownCertificates(BoundedCache<Certificate> certificates, Parser parser) {
        this.certificates = certificates;
        this.parser = parser;
    }

    static BoundedCache<Certificate> cache(long mostBytes) {
        return new BoundedCache<>(mostBytes, KnownCertificates::bytes);
    }

    static long bytes(Certificate certificate) {
        return (long) BYTES_PER_BYTE * certificate.der().length;
    }

    /**
     * Parses a certificate like {@link CertificateParser}.
     *
     * @throws CertificateFormatException if the input is not exactly one valid certificate
     */
    public static Certificate parse(byte[] der) throws CertificateFormatException {
        return shared.known(der);
    }

    Certificate known(byte[] der) throws CertificateFormatException {
        BoundedCache.Key key = BoundedCache.Key.of(der);
        Certificate known = certificates.get(key).orElse(null);
        // A copy, because the cached certificate is shared with others than the owner of the array.
        return known == null ? certificates.add(key, parser.parse(der.clone())) : known;
    }
}
