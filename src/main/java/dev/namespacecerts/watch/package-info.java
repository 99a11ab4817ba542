/** Watching: what an informer keeps, and the indexes that lead from a changed object to those that use it. */
package dev.namespacecerts.watch;
