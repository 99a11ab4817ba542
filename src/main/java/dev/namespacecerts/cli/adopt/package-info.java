/** Writes the manifests for a Temporal Cloud Namespace that exists. */
package dev.namespacecerts.cli.adopt;
