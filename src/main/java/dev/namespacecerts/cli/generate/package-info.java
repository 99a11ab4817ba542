/** Issues certificates for tests to files, with the options of {@code tcld generate-certificates}. */
package dev.namespacecerts.cli.generate;
