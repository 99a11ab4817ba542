/** Which certificates signed which, and which paths lead to a root, for CAs and for leaves. */
package dev.namespacecerts.rules.path;
