/** Reads the Kubernetes objects of files, with the places where their fields stand. */
package dev.namespacecerts.manifest;
