/** The operator in Pods, on a real node: {@code mvn verify -Pnode}. */
@NullMarked
package dev.namespacecerts.node;

import org.jspecify.annotations.NullMarked;
