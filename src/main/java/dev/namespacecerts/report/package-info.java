/** Report: how a verdict becomes status, conditions and events. */
package dev.namespacecerts.report;
