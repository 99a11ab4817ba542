/** Publish: writes the CAs of valid bundles to ConfigMaps and Secrets. */
package dev.namespacecerts.publish;
