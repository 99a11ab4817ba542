/** The rules CF-1, CF-2, CF-4 and CF-5 for certificate filters, and what a filter lets in. */
package dev.namespacecerts.rules.filter;
