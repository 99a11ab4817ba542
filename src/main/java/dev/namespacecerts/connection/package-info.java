/** The connection to the API server: whether it is alive, and whether this replica may write over it. */
package dev.namespacecerts.connection;
