package dev.namespacecerts.sync;

/** A certificate filter as Temporal Cloud has it; an empty text is a field that is not set. */
public record CloudFilter(
        String commonName, String organization, String organizationalUnit, String subjectAlternativeName) {}
