/** Metrics of bundles and of the operator's work. */
package dev.namespacecerts.metrics;
