/** What the API server refuses in an object of this project, decided from the CRDs without a cluster. */
package dev.namespacecerts.schema;
