/** Certificate filters: which are accepted, and what their status says. */
package dev.namespacecerts.filter;
