/** Settings of an installation. */
package dev.namespacecerts.settings;
