/** Compares certificate filters with leaves. */
package dev.namespacecerts.cli.filters;
