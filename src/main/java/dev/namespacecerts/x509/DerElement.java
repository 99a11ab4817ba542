package dev.namespacecerts.x509;

/** A DER element without its header. */
record DerElement(int tag, DerReader content) {}
