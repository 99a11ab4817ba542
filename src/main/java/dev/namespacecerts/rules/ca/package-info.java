/** The rules CA-1 to CA-14, one file each, and what they look at. A new rule is a class here and a line in BundleRules. */
package dev.namespacecerts.rules.ca;
