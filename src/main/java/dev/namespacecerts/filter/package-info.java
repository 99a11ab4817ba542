/** The reconciler of certificate filters. */
package dev.namespacecerts.filter;
