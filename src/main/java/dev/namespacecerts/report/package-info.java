/** Report: writes statuses and Events. */
package dev.namespacecerts.report;
