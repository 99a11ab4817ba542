/** The custom resources as users write and read them. Types only: nothing of the operator is known here. */
package dev.namespacecerts.api.v1alpha1;
