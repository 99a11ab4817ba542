package dev.namespacecerts.manifest;

import java.util.List;

/**
 * What was read.
 *
 * @param documents the objects of the kinds that lint judges, in the order of files and lines
 * @param unjudged what lint recognises and cannot judge
 * @param problems the parts that could not be read
 * @param files number of files read
 */
public record Manifests(List<Document> documents, List<Unjudged> unjudged, List<Problem> problems, int files) {}
