/** A strict service with Temporal Cloud's API, over TLS, for tests: it refuses what the real one refuses, and counts requests. */
package dev.namespacecerts.cloudservice;
