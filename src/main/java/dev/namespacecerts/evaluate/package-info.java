/** Evaluate: computes the status of a bundle or filter from objects, verdicts and the time, without a cluster. */
package dev.namespacecerts.evaluate;
