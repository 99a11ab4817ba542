/** Reads the manifests of a commit, without a checkout and without running what a repository configures. */
package dev.namespacecerts.manifest.git;
