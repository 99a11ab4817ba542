package dev.namespacecerts.inspect;

import java.util.List;

/**
 * What a TLS server revealed in a handshake.
 *
 * @param protocol for example "TLS 1.3"
 * @param asksForClients whether it requested a client certificate
 * @param authorities the names of CAs in that request, escaped; empty if it names none
 * @param unshownAuthorities how many more it named
 */
record ServerFacts(String protocol, boolean asksForClients, List<String> authorities, int unshownAuthorities) {}
