/** Rotation: which removed CAs stay published, and in which order CAs are published. */
package dev.namespacecerts.rules.rotation;
