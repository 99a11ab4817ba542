package dev.namespacecerts.x509;

/** A bit string. The unused bits at its end are zero. */
record DerBitString(byte[] octets, int padding) {
    boolean bit(int index) {
        return index < octets.length * 8 - padding && (octets[index / 8] & 0x80 >> index % 8) != 0;
    }

    /** The bits shifted to the end, as by Go's asn1.BitString.RightAlign. */
    byte[] rightAligned() {
        if (padding == 0) {
            return octets;
        }
        byte[] aligned = new byte[octets.length];
        int carried = 0;
        for (int i = 0; i < octets.length; i++) {
            int octet = octets[i] & 0xff;
            aligned[i] = (byte) (carried << 8 - padding | octet >> padding);
            carried = octet;
        }
        return aligned;
    }
}
