package dev.namespacecerts.x509;

/** One element of DER without its header. */
record DerElement(int tag, DerReader content) {}
