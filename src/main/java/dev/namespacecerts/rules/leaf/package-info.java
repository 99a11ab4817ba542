/** The rules EE-1 to EE-11 for leaf certificates, one class each. */
package dev.namespacecerts.rules.leaf;
