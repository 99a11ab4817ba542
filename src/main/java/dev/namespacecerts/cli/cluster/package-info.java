/** Reads bundles and filters of a cluster, and shows what their statuses say. */
package dev.namespacecerts.cli.cluster;
