/** In which order objects are reconciled, and how often: fair among Kubernetes namespaces. */
package dev.namespacecerts.queue;
