package dev.namespacecerts.inspect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;

/** Reads the certificates of PKCS#7 messages (RFC 5652 section 5.1). Their signatures, if any, are not checked. */
final class Pkcs7 {
    private Pkcs7() {}

    /** The DER of the certificates. */
    static List<byte[]> certificates(String name, List<byte[]> messages) throws InspectException {
        List<byte[]> certificates = new ArrayList<>();
        for (byte[] message : messages) {
            try {
                add(message, certificates);
            } catch (IOException | RuntimeException | StackOverflowError e) { // Bouncy Castle's parser is recursive
                throw new InspectException(name + " is PKCS#7, but is damaged: its ASN.1 cannot be read.");
            }
        }
        if (certificates.isEmpty()) {
            throw new InspectException(name + " is PKCS#7 without a readable certificate.");
        }
        return certificates;
    }

    private static void add(byte[] message, List<byte[]> certificates) throws IOException {
        ContentInfo content = ContentInfo.getInstance(message);
        if (!content.getContentType().equals(CMSObjectIdentifiers.signedData)) {
            return;
        }
        ASN1Set set = SignedData.getInstance(content.getContent()).getCertificates();
        if (set == null) {
            return;
        }
        for (ASN1Encodable element : set) {
            if (element.toASN1Primitive() instanceof ASN1Sequence certificate) { // others are attribute certificates
                certificates.add(certificate.getEncoded());
            }
        }
    }
}
