/** What can be set when the operator is installed. */
package dev.namespacecerts.settings;
