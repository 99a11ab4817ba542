/** What the metrics say, of bundles and of the operator's own work. */
package dev.namespacecerts.metrics;
