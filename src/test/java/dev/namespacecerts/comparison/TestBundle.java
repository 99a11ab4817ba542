package dev.namespacecerts.comparison;

import java.time.Instant;
import java.util.List;

/** A bundle, under the name of what is peculiar about it, and when it is judged. */
record TestBundle(String name, Instant now, List<byte[]> certificates) {}
