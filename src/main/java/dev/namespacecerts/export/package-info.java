/** Writes bundles and their filters in the formats of tcld, Terraform, Temporal Cloud's API and Temporal servers, and reads tcld's. */
package dev.namespacecerts.export;
