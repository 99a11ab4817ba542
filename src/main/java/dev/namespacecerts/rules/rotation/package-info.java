/** Which CAs that left a bundle are still needed. */
package dev.namespacecerts.rules.rotation;
