/** Real TLS: servers that take a published bundle for their client CAs, and clients that present what a Secret holds. */
package dev.namespacecerts.handshake;
