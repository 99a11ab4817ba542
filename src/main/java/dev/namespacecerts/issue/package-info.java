/** Issue: the Secrets of demo authorities and of their leaves. */
package dev.namespacecerts.issue;
