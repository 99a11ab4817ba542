/** Order and rate of reconciliations, fair among Kubernetes namespaces. */
package dev.namespacecerts.queue;
