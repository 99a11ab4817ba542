/** How commands fail. */
package dev.namespacecerts.cli.failure;
