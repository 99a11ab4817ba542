/** Issue: writes the Secrets of demo authorities and their leaves. */
package dev.namespacecerts.issue;
