/** The commands of the program. */
package dev.namespacecerts.cli;
