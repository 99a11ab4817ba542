package dev.namespacecerts.x509;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * An IP constraint: a network (Go: net.IPNet).
 *
 * @param ip 4 or 16 bytes
 * @param mask of the same length
 */
record IpRange(byte[] ip, byte[] mask) implements Comparable<IpRange> {
    private static final byte[] IPV4_MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    static IpRange parse(byte[] octets) throws CertificateFormatException {
        if (octets.length != 8 && octets.length != 32) {
            throw new CertificateFormatException(
                    "an IP constraint has " + octets.length + " bytes, allowed are 8 and 32");
        }
        int half = octets.length / 2;
        byte[] mask = Arrays.copyOfRange(octets, half, octets.length);
        if (!isPrefix(mask)) {
            throw new CertificateFormatException("an IP constraint has an invalid mask");
        }
        return new IpRange(Arrays.copyOf(octets, half), mask);
    }

    boolean isIpv4() {
        return ip.length == 4;
    }

    /** Go's IPNet.Contains: an IPv4-mapped IPv6 address counts as an IPv4 address. */
    boolean contains(byte[] address) {
        byte[] network = fold(ip);
        byte[] candidate = fold(address);
        if (network.length != candidate.length) {
            return false;
        }
        int offset = mask.length - network.length;
        for (int i = 0; i < network.length; i++) {
            if (((network[i] ^ candidate[i]) & mask[offset + i]) != 0) {
                return false;
            }
        }
        return true;
    }

    boolean contains(IpRange other) {
        byte[] last = other.ip.clone();
        for (int i = 0; i < last.length; i++) {
            last[i] |= (byte) ~other.mask[i];
        }
        return contains(other.ip) && contains(last);
    }

    @Override
    public int compareTo(IpRange other) {
        int byIp = Arrays.compareUnsigned(ip, other.ip);
        return byIp != 0 ? byIp : Arrays.compareUnsigned(mask, other.mask);
    }

    /** The network in CIDR notation, for example "10.0.0.0/8". */
    @Override
    public String toString() {
        try {
            return InetAddress.getByAddress(ip).getHostAddress() + "/" + new BigInteger(1, mask).bitCount();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] fold(byte[] address) {
        boolean mapped = address.length == 16
                && Arrays.equals(address, 0, IPV4_MAPPED.length, IPV4_MAPPED, 0, IPV4_MAPPED.length);
        return mapped ? Arrays.copyOfRange(address, IPV4_MAPPED.length, address.length) : address;
    }

    private static boolean isPrefix(byte[] mask) {
        int ones = 0;
        while (ones < mask.length * 8 && (mask[ones / 8] & 0x80 >> ones % 8) != 0) {
            ones++;
        }
        for (int i = ones; i < mask.length * 8; i++) {
            if ((mask[i / 8] & 0x80 >> i % 8) != 0) {
                return false;
            }
        }
        return true;
    }
}
