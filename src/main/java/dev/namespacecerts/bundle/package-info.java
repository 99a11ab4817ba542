/** Bundles: collect what a bundle names, have it judged, and report. */
package dev.namespacecerts.bundle;
