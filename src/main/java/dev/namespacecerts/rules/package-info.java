/**
 * Judge: the rules of Temporal Cloud, one unit each. A bundle goes through {@code rules.ca}, a filter through {@code
 * rules.filter}. Nothing of Kubernetes is known here.
 */
package dev.namespacecerts.rules;
