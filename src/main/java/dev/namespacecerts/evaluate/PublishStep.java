package dev.namespacecerts.evaluate;

import dev.namespacecerts.api.v1alpha1.PublishedObject;

/**
 * A bundle that was to be published.
 *
 * @param object what was published last, and where; null for nothing
 * @param written whether what is valid was written, be it that someone else keeps writing there, too
 */
public record PublishStep(PublishedObject object, boolean written, StepResult result) {}
