package dev.namespacecerts.x509;

/** Identifier octets of DER, in their encoded form. */
final class DerTag {
    static final int BOOLEAN = 0x01;
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int UTF8_STRING = 0x0c;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;
    static final int NUMERIC_STRING = 0x12;
    static final int PRINTABLE_STRING = 0x13;
    static final int T61_STRING = 0x14;
    static final int IA5_STRING = 0x16;
    static final int UTC_TIME = 0x17;
    static final int GENERALIZED_TIME = 0x18;
    static final int BMP_STRING = 0x1e;

    private static final int CONTEXT_SPECIFIC = 0x80;
    private static final int CONSTRUCTED = 0x20;

    private DerTag() {}

    /** The tag [number] IMPLICIT of a primitive type. */
    static int context(int number) {
        return CONTEXT_SPECIFIC | number;
    }

    /** The tag [number] EXPLICIT, or IMPLICIT of a constructed type. */
    static int contextConstructed(int number) {
        return CONTEXT_SPECIFIC | CONSTRUCTED | number;
    }
}
