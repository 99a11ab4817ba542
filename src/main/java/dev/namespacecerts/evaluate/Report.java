package dev.namespacecerts.evaluate;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * What is to be said about an object.
 *
 * @param status the whole status
 * @param news conditions that changed and are worth an Event
 */
public record Report<S>(S status, List<Condition> news) {}
