package dev.namespacecerts.testing;

import java.util.OptionalInt;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;

/**
 * What a {@link CertificateBuilder} can do to the extensions of a certificate: those of RFC 5280 section 4.2 by name,
 * and any other by its identifier.
 */
public abstract sealed class ExtensionsBuilder<B> permits CertificateBuilder {
    final TestExtensions extensions = new TestExtensions();

    abstract B self();

    public B basicConstraints(boolean critical, boolean ca, OptionalInt pathLength) {
        return extension(Extension.basicConstraints.getId(), critical, TestExtensions.basicConstraints(ca, pathLength));
    }

    public B withoutBasicConstraints() {
        return without(Extension.basicConstraints.getId());
    }

    /** Bits of Bouncy Castle's KeyUsage, joined with "|". */
    public B keyUsage(int bits) {
        return extension(Extension.keyUsage.getId(), true, TestExtensions.encode(new KeyUsage(bits)));
    }

    public B withoutKeyUsage() {
        return without(Extension.keyUsage.getId());
    }

    public B extendedKeyUsage(KeyPurposeId... purposes) {
        byte[] value = TestExtensions.encode(new ExtendedKeyUsage(purposes));
        return extension(Extension.extendedKeyUsage.getId(), false, value);
    }

    public B subjectAlternativeName(GeneralName... names) {
        byte[] value = TestExtensions.encode(new GeneralNames(names));
        return extension(Extension.subjectAlternativeName.getId(), false, value);
    }

    public B nameConstraints(GeneralSubtree[] permitted, GeneralSubtree[] excluded) {
        byte[] value = TestExtensions.encode(new NameConstraints(permitted, excluded));
        return extension(Extension.nameConstraints.getId(), true, value);
    }

    public B subjectKeyIdentifier(byte[] identifier) {
        byte[] value = TestExtensions.subjectKeyIdentifier(identifier);
        return extension(Extension.subjectKeyIdentifier.getId(), false, value);
    }

    public B withoutSubjectKeyIdentifier() {
        return without(Extension.subjectKeyIdentifier.getId());
    }

    public B authorityKeyIdentifier(byte[] identifier) {
        byte[] value = TestExtensions.authorityKeyIdentifier(identifier);
        return extension(Extension.authorityKeyIdentifier.getId(), false, value);
    }

    public B withoutAuthorityKeyIdentifier() {
        return without(Extension.authorityKeyIdentifier.getId());
    }

    /** Any extension with any content, in place of one of the same kind. */
    public B extension(String oid, boolean critical, byte[] content) {
        extensions.set(oid, critical, content);
        return self();
    }

    /** Any extension at the end of the list, even when one of its kind is there already. */
    public B repeatedExtension(String oid, boolean critical, byte[] content) {
        extensions.repeat(oid, critical, content);
        return self();
    }

    /** Leaves an extension out, also one that would be written by default. */
    public B without(String oid) {
        extensions.remove(oid);
        return self();
    }
}
