package dev.namespacecerts.inspect;

import dev.namespacecerts.x509.Certificate;
import dev.namespacecerts.x509.KnownSignatures;
import dev.namespacecerts.x509.SignatureAlgorithm;
import dev.namespacecerts.x509.SignatureAlgorithm.Hash;
import dev.namespacecerts.x509.SignatureAlgorithm.Scheme;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which certificate issued which. A certificate with several issuers, which are cross-signed, is below each of them. */
final class CertificateTree {
    /** Maximum number of signature checks. */
    private static final int MOST_CHECKS = 1_000;

    /** Maximum number of issuers below which a certificate is shown. */
    private static final int MOST_ISSUERS = 10;

    private static final Set<Hash> UNSUPPORTED = EnumSet.of(Hash.MD5, Hash.SHA1, Hash.SHA224, Hash.OTHER);

    private final List<CertificateItem> items;
    private final Map<ByteBuffer, List<CertificateItem>> bySubject = new HashMap<>();
    private final Map<CertificateItem, Place> places = new IdentityHashMap<>();
    private int checks;

    /** Whether a certificate is signed with a key. */
    private enum Signature {
        VALID,
        /** The algorithm is not supported, or too many signatures were checked. */
        UNKNOWN,
        WRONG
    }

    /**
     * The place of a certificate in the tree.
     *
     * @param selfSigned whether it is signed with its own key, as far as that can be checked
     * @param nameOnly whether no signature of an issuer could be checked, so that only the names agree
     * @param impostor a certificate with the name of the issuer, whose key did not sign this one; null if there is none
     */
    record Place(
            List<CertificateItem> issuers,
            List<CertificateItem> issued,
            boolean selfSigned,
            boolean nameOnly,
            CertificateItem impostor) {}

    CertificateTree(List<CertificateItem> items) {
        this.items = items;
        for (CertificateItem item : items) {
            bySubject
                    .computeIfAbsent(
                            ByteBuffer.wrap(item.certificate().subject().der()), name -> new ArrayList<>())
                    .add(item);
        }
        items.forEach(item -> places.put(item, found(item)));
        items.forEach(item -> places.get(item)
                .issuers()
                .forEach(issuer -> places.get(issuer).issued().add(item)));
    }

    private Place found(CertificateItem item) {
        Certificate certificate = item.certificate();
        boolean selfSigned = certificate.isSelfIssued() && check(certificate, certificate) != Signature.WRONG;
        List<CertificateItem> issuers = new ArrayList<>();
        boolean nameOnly = false;
        CertificateItem impostor = null;
        if (!selfSigned) {
            for (CertificateItem other :
                    bySubject.getOrDefault(ByteBuffer.wrap(certificate.issuer().der()), List.of())) {
                if (other != item && issuers.size() < MOST_ISSUERS) {
                    Signature signature = check(certificate, other.certificate());
                    if (signature == Signature.WRONG) {
                        impostor = impostor == null ? other : impostor;
                    } else {
                        issuers.add(other);
                        nameOnly |= signature == Signature.UNKNOWN;
                    }
                }
            }
        }
        return new Place(issuers, new ArrayList<>(), selfSigned, nameOnly, issuers.isEmpty() ? impostor : null);
    }

    private Signature check(Certificate child, Certificate issuer) {
        SignatureAlgorithm algorithm = child.signatureAlgorithm();
        boolean unsupported = UNSUPPORTED.contains(algorithm.hash())
                || algorithm.scheme() == Scheme.DSA
                || algorithm.scheme() == Scheme.UNKNOWN;
        if (unsupported || checks == MOST_CHECKS) {
            return Signature.UNKNOWN;
        }
        checks++;
        return KnownSignatures.verifies(child, issuer.publicKey()) ? Signature.VALID : Signature.WRONG;
    }

    List<CertificateItem> items() {
        return items;
    }

    Place place(CertificateItem item) {
        return places.get(item);
    }

    /** The certificates without an issuer among the others, in the order of the input; of a ring of issuers, the first. */
    List<CertificateItem> tops() {
        return items.stream()
                .filter(item -> places.get(item).issuers().isEmpty())
                .toList();
    }

    /** The role of a certificate: root, intermediate, leaf, or self-signed for one that is no CA. */
    String role(CertificateItem item) {
        if (!item.certificate().isCa()) {
            return item.isLeaf() ? "leaf" : "self-signed";
        }
        return places.get(item).selfSigned() ? "root" : "intermediate";
    }

    /** Other certificates of the same subject and key. */
    List<CertificateItem> crossSigned(CertificateItem item) {
        return bySubject.get(ByteBuffer.wrap(item.certificate().subject().der())).stream()
                .filter(other -> other != item
                        && other.certificate()
                                .publicKey()
                                .equals(item.certificate().publicKey()))
                .toList();
    }
}
