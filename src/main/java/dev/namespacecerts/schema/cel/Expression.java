package dev.namespacecerts.schema.cel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A parsed expression. Its values are texts, Long, Boolean, Duration, List, Optional, and JSON objects and lists.
 */
sealed interface Expression {
    /** @throws CelException if there is no value */
    Object evaluate(Map<String, Object> variables);

    /** A condition that is neither true nor false. */
    private static boolean condition(Expression expression, Map<String, Object> variables) {
        if (expression.evaluate(variables) instanceof Boolean condition) {
            return condition;
        }
        throw new CelException("not a condition");
    }

    /** A value that is written in the rule. */
    record Literal(Object value) implements Expression {
        @Override
        public Object evaluate(Map<String, Object> variables) {
            return value;
        }
    }

    record ListOf(List<Expression> items) implements Expression {
        @Override
        public Object evaluate(Map<String, Object> variables) {
            return items.stream().map(item -> item.evaluate(variables)).toList();
        }
    }

    record Variable(String name) implements Expression {
        @Override
        public Object evaluate(Map<String, Object> variables) {
            if (!variables.containsKey(name)) {
                throw new CelException("no variable " + name);
            }
            return variables.get(name);
        }
    }

    /** A field of an object. */
    record Select(Expression operand, String field) implements Expression {
        @Override
        public Object evaluate(Map<String, Object> variables) {
            return Values.field(operand.evaluate(variables), field)
                    .orElseThrow(() -> new CelException("no such field: " + field));
        }
    }

    /** {@code has(operand.field)}. */
    record Has(Select select) implements Expression {
        @Override
        public Object evaluate(Map<String, Object> variables) {
            return Values.field(select.operand().evaluate(variables), select.field())
                    .isPresent();
        }
    }

    record Not(Expression operand) implements Expression {
        @Override
        public Object evaluate(Map<String, Object> variables) {
            return !condition(operand, variables);
        }
    }

    /**
     * {@code ||} if {@code decisive} is true, {@code &&} if it is false: one operand with the decisive value decides, even if
     * the other has no value.
     */
    record Logical(boolean decisive, Expression left, Expression right) implements Expression {
        @Override
        public Object evaluate(Map<String, Object> variables) {
            boolean first;
            try {
                first = condition(left, variables);
            } catch (CelException e) {
                if (condition(right, variables) == decisive) {
                    return decisive;
                }
                throw e;
            }
            return first == decisive ? decisive : condition(right, variables);
        }
    }

    record Binary(String operator, Expression left, Expression right) implements Expression {
        @Override
        public Object evaluate(Map<String, Object> variables) {
            Object first = left.evaluate(variables);
            Object second = right.evaluate(variables);
            return switch (operator) {
                case "==" -> Objects.equals(first, second);
                case "!=" -> !Objects.equals(first, second);
                case "<" -> Values.compare(first, second) < 0;
                case "<=" -> Values.compare(first, second) <= 0;
                case ">" -> Values.compare(first, second) > 0;
                case ">=" -> Values.compare(first, second) >= 0;
                default -> Values.sum(first, second);
            };
        }
    }

    /** A function, with the receiver as the first argument. */
    record Call(String function, List<Expression> arguments) implements Expression {
        @Override
        public Object evaluate(Map<String, Object> variables) {
            return Functions.call(
                    function,
                    arguments.stream()
                            .map(argument -> argument.evaluate(variables))
                            .toList());
        }
    }

    /** {@code list.all(variable, body)} or {@code list.filter(variable, body)}. */
    record Comprehension(String macro, Expression list, String variable, Expression body) implements Expression {
        @Override
        public Object evaluate(Map<String, Object> variables) {
            List<Object> items = Values.items(list.evaluate(variables));
            if (macro.equals("filter")) {
                return items.stream().filter(item -> holds(variables, item)).toList();
            }
            CelException failure = null;
            for (Object item : items) {
                try {
                    if (!holds(variables, item)) {
                        return false;
                    }
                } catch (CelException e) {
                    failure = e;
                }
            }
            if (failure != null) {
                throw failure;
            }
            return true;
        }

        private boolean holds(Map<String, Object> variables, Object item) {
            Map<String, Object> inner = new HashMap<>(variables);
            inner.put(variable, item);
            return condition(body, inner);
        }
    }
}
