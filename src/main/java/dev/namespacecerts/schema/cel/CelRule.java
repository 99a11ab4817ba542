package dev.namespacecerts.schema.cel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/** A rule of a CRD. */
public final class CelRule {
    private final Expression expression;
    private final boolean transition;

    private CelRule(Expression expression, boolean transition) {
        this.expression = expression;
        this.transition = transition;
    }

    /** @throws IllegalArgumentException if the rule uses more of CEL than is implemented */
    public static CelRule of(String rule) {
        CelParser parser = new CelParser(rule);
        return new CelRule(parser.parse(), parser.variables().contains("oldSelf"));
    }

    /** Whether the rule compares an object with its former state. */
    public boolean isTransition() {
        return transition;
    }

    /**
     * Whether the rule holds for a value of a new object, for which {@code oldSelf} is an optional value that is not there.
     *
     * @throws CelException if the rule cannot be evaluated; the API server refuses the object then, too
     */
    public boolean holds(JsonNode self) {
        return Boolean.TRUE.equals(expression.evaluate(Map.of("self", Values.of(self), "oldSelf", Optional.empty())));
    }
}
