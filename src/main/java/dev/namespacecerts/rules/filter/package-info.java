/** The rules CF-1, CF-2, CF-4 and CF-5 for certificate filters, and matching of certificates. */
package dev.namespacecerts.rules.filter;
