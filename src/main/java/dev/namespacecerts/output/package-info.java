/** Writes the findings of lint in the formats of persons, CI systems and code hosts. */
package dev.namespacecerts.output;
