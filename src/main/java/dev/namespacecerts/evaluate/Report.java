package dev.namespacecerts.evaluate;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * Result of evaluating an object.
 *
 * @param status the complete status
 * @param news conditions that changed and deserve an Event
 */
public record Report<S>(S status, List<Condition> news) {}
