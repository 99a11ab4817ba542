/**
 * The rules of Temporal Cloud and their metadata. {@code rules.ca} evaluates bundles, {@code rules.leaf} clients and
 * {@code rules.filter} filters. Independent of Kubernetes.
 */
package dev.namespacecerts.rules;
