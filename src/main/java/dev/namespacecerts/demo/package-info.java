/** Issues demo CAs and their leaves, not for production. Independent of the Kubernetes client. */
package dev.namespacecerts.demo;
