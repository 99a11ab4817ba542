package dev.namespacecerts.golden;

import static dev.namespacecerts.golden.GoldenCase.of;
import static dev.namespacecerts.golden.GoldenCertificates.ISSUING;
import static dev.namespacecerts.golden.GoldenCertificates.ROOT;
import static dev.namespacecerts.golden.GoldenCertificates.pem;

import dev.namespacecerts.testing.HeldCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.BEROctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.pkcs.CertBag;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.bouncycastle.asn1.x509.Certificate;

/** CA-10 and sources of other containers and encodings. */
final class EncodingCases {
    private static final String PEM = pem(ROOT);
    private static final String KEY_OF_NOBODY = HeldCertificate.pem("PRIVATE KEY", new byte[48]);

    private EncodingCases() {}

    static List<GoldenCase> all() {
        return List.of(
                of("ca-10-utf-16-with-mark").configMap("ca", text(StandardCharsets.UTF_16LE, "\uFEFF" + PEM)),
                of("ca-10-utf-16-without-mark").configMap("ca", text(StandardCharsets.UTF_16LE, PEM)),
                of("ca-10-glued-blocks").inline(PEM.stripTrailing() + pem(ISSUING)),
                of("ca-10-line-breaks-escaped").inline(PEM.stripTrailing().replace("\n", "\\n")),
                of("ca-10-line-breaks-folded").inline(PEM.stripTrailing().replace('\n', ' ')),
                of("ca-10-base64-of-pem").configMap("ca", base64(PEM)),
                of("ca-10-base64-of-pem-inline").inline(base64(PEM)),
                of("ca-10-base64-twice").inline(base64(base64(PEM))),
                of("ca-10-der").configMap("ca", ROOT.der()),
                of("ca-10-pkcs7-pem").inline(HeldCertificate.pem("PKCS7", pkcs7())),
                of("ca-10-pkcs7-der").configMap("ca", pkcs7()),
                of("ca-10-pkcs12").configMap("ca", pkcs12()),
                of("ca-10-java-key-store").configMap("ca", javaKeyStore()),
                of("ca-10-gzip").configMap("ca", gzip(PEM)),
                of("ca-10-html").inline("<!DOCTYPE html>\n<html><body>502 Bad Gateway</body></html>\n"),
                of("ca-10-empty").configMap("ca", ""),
                of("ca-10-white-space").configMap("ca", "  \n \n"),
                of("ca-10-truncated").inline(PEM.substring(0, 300)),
                of("ca-10-private-key").configMap("ca", PEM + KEY_OF_NOBODY),
                of("ca-10-certificate-request").inline(HeldCertificate.pem("CERTIFICATE REQUEST", new byte[60])),
                of("ca-10-headers").inline(PEM.replace("-----\nMI", "-----\nProc-Type: 4,ENCRYPTED\n\nMI")),
                of("ca-10-text-and-mark-are-allowed")
                        .configMap(
                                "ca",
                                text(StandardCharsets.UTF_8, "\uFEFF# our root\r\n" + PEM.replace("\n", "\r\n"))));
    }

    private static byte[] text(Charset charset, String text) {
        return text.getBytes(charset);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] pkcs7() {
        ASN1EncodableVector certificates = new ASN1EncodableVector();
        certificates.add(Certificate.getInstance(ROOT.der()));
        SignedData data = new SignedData(
                new DERSet(),
                new ContentInfo(PKCSObjectIdentifiers.data, null),
                new DERSet(certificates),
                null,
                new DERSet());
        return der(new ContentInfo(PKCSObjectIdentifiers.signedData, data));
    }

    /** With neither password nor MAC: with them it would not be the same twice. */
    private static byte[] pkcs12() {
        SafeBag bag = new SafeBag(
                PKCSObjectIdentifiers.certBag,
                new CertBag(PKCSObjectIdentifiers.x509Certificate, new DEROctetString(ROOT.der())));
        ContentInfo safe = new ContentInfo(PKCSObjectIdentifiers.data, new BEROctetString(der(new DERSequence(bag))));
        ContentInfo all = new ContentInfo(PKCSObjectIdentifiers.data, new BEROctetString(der(new DERSequence(safe))));
        ASN1EncodableVector pfx = new ASN1EncodableVector();
        pfx.add(new ASN1Integer(3));
        pfx.add(all);
        return der(new DERSequence(pfx));
    }

    /** One without entries. */
    private static byte[] javaKeyStore() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {(byte) 0xFE, (byte) 0xED, (byte) 0xFE, (byte) 0xED, 0, 0, 0, 2, 0, 0, 0, 0});
        bytes.writeBytes(new byte[20]);
        return bytes.toByteArray();
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] der(ASN1Encodable object) {
        try {
            return object.toASN1Primitive().getEncoded("DER");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
