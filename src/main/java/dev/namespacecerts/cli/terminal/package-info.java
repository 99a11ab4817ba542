/** What commands show on a terminal alone. */
package dev.namespacecerts.cli.terminal;
