/** Compares what two versions of manifests mean for access. */
package dev.namespacecerts.diff;
