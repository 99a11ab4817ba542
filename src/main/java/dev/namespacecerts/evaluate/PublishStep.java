package dev.namespacecerts.evaluate;

import dev.namespacecerts.api.v1alpha1.PublishedObject;
import java.util.List;

/**
 * Result of publishing a bundle.
 *
 * @param object the last published object; null for none
 * @param written whether the valid bundle was written, even if another writer also writes to the target
 * @param notices changes of other writers that were reverted
 */
public record PublishStep(PublishedObject object, boolean written, List<Notice> notices, StepResult result) {}
