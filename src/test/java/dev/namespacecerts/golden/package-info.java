/** Golden statuses: cases in Java, their objects and statuses in {@code src/test/resources/golden/status}. */
package dev.namespacecerts.golden;
