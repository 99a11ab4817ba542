package dev.namespacecerts.rules.filter;

/** A filter and its name. */
public record NamedFilter(String name, FilterFields fields) {}
