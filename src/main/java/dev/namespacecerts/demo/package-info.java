/** Issue: demo authorities and their leaves. Not for production. Pure: no Kubernetes client. */
package dev.namespacecerts.demo;
