/** Keeps Temporal Cloud Namespaces in step with their bundles: connections, calls, and the steps of a change. */
package dev.namespacecerts.cloud;
