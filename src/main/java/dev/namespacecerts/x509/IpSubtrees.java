package dev.namespacecerts.x509;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Constraints for IP addresses (Go: ipConstraints). */
final class IpSubtrees {
    private final Subtrees<IpRange> ipv4;
    private final Subtrees<IpRange> ipv6;

    IpSubtrees(List<IpRange> ranges) {
        ipv4 = subtrees(ranges.stream().filter(IpRange::isIpv4).toList());
        ipv6 = subtrees(ranges.stream().filter(range -> !range.isIpv4()).toList());
    }

    /** The network that contains an address of 4 or 16 bytes; empty if there is none. */
    Optional<String> find(byte[] address) {
        return (address.length == 4 ? ipv4 : ipv6)
                .find(range -> Arrays.compareUnsigned(range.ip(), address), range -> range.contains(address))
                .map(IpRange::toString);
    }

    private static Subtrees<IpRange> subtrees(List<IpRange> ranges) {
        return new Subtrees<>(ranges, Comparator.naturalOrder(), IpRange::contains);
    }
}
