package dev.namespacecerts.x509;

import java.util.ArrayList;
import java.util.List;

/** Parses names as Go's parseName does: only attributes of the supported string types. */
final class NameParser {
    private NameParser() {}

    /**
     * Parses one Name.
     *
     * @param what "the issuer" or "the subject"
     */
    static DistinguishedName parse(DerReader input, String what) throws CertificateFormatException {
        DerReader element = input.readElement(DerTag.SEQUENCE, what);
        byte[] der = element.rest();
        DerReader name = element.read(DerTag.SEQUENCE, what);
        List<List<NameAttribute>> relativeNames = new ArrayList<>();
        while (!name.isEmpty()) {
            DerReader set = name.read(DerTag.SET, what);
            List<NameAttribute> relativeName = new ArrayList<>();
            while (!set.isEmpty()) {
                DerReader attribute = set.read(DerTag.SEQUENCE, what);
                String type = attribute.readOid(what);
                DerElement value = attribute.readAny(what);
                relativeName.add(new NameAttribute(type, StringDecoder.decode(value, type, what), value.tag()));
            }
            relativeNames.add(relativeName);
        }
        return new DistinguishedName(der, relativeNames);
    }
}
