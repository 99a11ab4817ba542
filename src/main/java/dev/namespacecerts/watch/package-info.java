/** Caches of the informers, and the indexes that lead from a changed object to those that use it. */
package dev.namespacecerts.watch;
