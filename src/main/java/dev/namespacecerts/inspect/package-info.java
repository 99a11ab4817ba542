/** Shows certificates, chains and bundles of files and TLS servers to a person, with the rules that they violate. */
package dev.namespacecerts.inspect;
