package dev.namespacecerts.manifest;

/**
 * A part of the input from which something else is made before it reaches the cluster. It is no defect, and it cannot be
 * judged.
 *
 * @param document the object; null if lint does not know the objects of a file
 * @param place what makes something else of it
 * @param reason what follows "it", for example {@code is a template}
 * @param remedy what to give to lint instead
 */
public record Unjudged(Unit unit, Document document, Place place, String reason, String remedy) {}
