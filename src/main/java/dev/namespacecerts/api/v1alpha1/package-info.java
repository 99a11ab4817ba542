/** The custom resources of the API. Types only, independent of the operator. */
package dev.namespacecerts.api.v1alpha1;
