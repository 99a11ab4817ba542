/**
 * The rules CA-1 to CA-14, one class each, and their input. A new rule needs a class here and a line in BundleRules.
 */
package dev.namespacecerts.rules.ca;
