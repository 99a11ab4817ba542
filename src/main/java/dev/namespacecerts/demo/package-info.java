/** Issue: demo authorities and their leaves, for trying things out. Not for production. Pure: no Kubernetes client. */
package dev.namespacecerts.demo;
