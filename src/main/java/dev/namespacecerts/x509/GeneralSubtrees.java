package dev.namespacecerts.x509;

import java.util.List;

/** The permitted or the excluded subtrees of a name constraints extension, by the kinds of names that Go supports. */
record GeneralSubtrees(List<String> dnsNames, List<String> emails, List<String> uris, List<IpRange> ips) {}
