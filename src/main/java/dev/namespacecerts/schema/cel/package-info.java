/** The part of the Common Expression Language (CEL) that the rules of the CRDs use. */
package dev.namespacecerts.schema.cel;
