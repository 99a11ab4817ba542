/** Evaluate: what the status of a bundle or a filter says, from objects, verdicts and the time alone; no cluster is asked. */
package dev.namespacecerts.evaluate;
