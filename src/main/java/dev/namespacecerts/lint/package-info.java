/** Evaluates the objects of manifests as the operator does, without a cluster. */
package dev.namespacecerts.lint;
