/** Publish: where a valid bundle goes. */
package dev.namespacecerts.publish;
