/** The reconciler of bundles: collects, evaluates, issues, publishes, reports. */
package dev.namespacecerts.bundle;
