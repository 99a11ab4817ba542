package dev.namespacecerts.evaluate;

import dev.namespacecerts.api.v1alpha1.CloudStatus;

/**
 * Result of comparing a bundle with its Temporal Cloud Namespace, and of changing that.
 *
 * @param status the cloud part of the bundle's status; null if there is nothing to say yet
 */
public record CloudStep(CloudStatus status, StepResult result) {}
