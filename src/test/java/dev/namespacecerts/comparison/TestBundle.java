package dev.namespacecerts.comparison;

import java.time.Instant;
import java.util.List;

/** A bundle, named after its peculiarity, and the time of its evaluation. */
record TestBundle(String name, Instant now, List<byte[]> certificates) {}
