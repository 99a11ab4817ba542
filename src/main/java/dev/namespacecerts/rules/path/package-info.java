/** Who signed whom, and which paths lead to a root: for CAs of a bundle and for leaves. */
package dev.namespacecerts.rules.path;
