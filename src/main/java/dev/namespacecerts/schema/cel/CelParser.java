package dev.namespacecerts.schema.cel;

import dev.namespacecerts.schema.cel.Expression.Binary;
import dev.namespacecerts.schema.cel.Expression.Call;
import dev.namespacecerts.schema.cel.Expression.Comprehension;
import dev.namespacecerts.schema.cel.Expression.Has;
import dev.namespacecerts.schema.cel.Expression.ListOf;
import dev.namespacecerts.schema.cel.Expression.Literal;
import dev.namespacecerts.schema.cel.Expression.Logical;
import dev.namespacecerts.schema.cel.Expression.Not;
import dev.namespacecerts.schema.cel.Expression.Select;
import dev.namespacecerts.schema.cel.Expression.Variable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses an expression; refuses what the CRDs do not use. */
final class CelParser {
    private static final Pattern TOKEN = Pattern.compile(
            "\\G\\s*(?:(?<text>'[^'\\\\]*'|\"[^\"\\\\]*\")|(?<number>[0-9]+)|(?<name>[A-Za-z_][A-Za-z0-9_]*)"
                    + "|(?<sign>\\|\\||&&|[=!<>]=|[-+!<>().,\\[\\]])|$)");

    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Set<String> MACROS = Set.of("all", "filter");

    private final String rule;
    private final Matcher tokens;
    private final Set<String> variables = new HashSet<>();

    /** The next token; empty at the end. */
    private String token = "";

    CelParser(String rule) {
        this.rule = rule;
        this.tokens = TOKEN.matcher(rule);
        advance();
    }

    Expression parse() {
        Expression expression = or();
        if (!token.isEmpty()) {
            throw unknown();
        }
        return expression;
    }

    /** The names of the variables of a parsed expression. */
    Set<String> variables() {
        return variables;
    }

    private Expression or() {
        Expression left = and();
        while (accept("||")) {
            left = new Logical(true, left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = comparison();
        while (accept("&&")) {
            left = new Logical(false, left, comparison());
        }
        return left;
    }

    private Expression comparison() {
        Expression left = sum();
        while (COMPARISONS.contains(token)) {
            String operator = take();
            left = new Binary(operator, left, sum());
        }
        return left;
    }

    private Expression sum() {
        Expression left = unary();
        while (accept("+")) {
            left = new Binary("+", left, unary());
        }
        return left;
    }

    private Expression unary() {
        return accept("!") ? new Not(unary()) : member();
    }

    private Expression member() {
        Expression operand = primary();
        while (accept(".")) {
            String name = take();
            operand = accept("(") ? method(operand, name) : new Select(operand, name);
        }
        return operand;
    }

    private Expression method(Expression receiver, String name) {
        if (MACROS.contains(name)) {
            String variable = take();
            expect(",");
            Expression body = or();
            expect(")");
            return new Comprehension(name, receiver, variable, body);
        }
        List<Expression> arguments = new ArrayList<>(List.of(receiver));
        arguments.addAll(list(")"));
        return call(name, arguments);
    }

    private Expression primary() {
        if (accept("(")) {
            Expression inner = or();
            expect(")");
            return inner;
        }
        if (accept("[")) {
            return new ListOf(list("]"));
        }
        if (tokens.group("text") != null) {
            String quoted = take();
            return new Literal(quoted.substring(1, quoted.length() - 1));
        }
        if (tokens.group("number") != null) {
            return new Literal(Long.valueOf(take()));
        }
        if (tokens.group("name") == null) {
            throw unknown();
        }
        String name = take();
        return accept("(") ? function(name) : variable(name);
    }

    private Expression variable(String name) {
        variables.add(name);
        return new Variable(name);
    }

    private Expression function(String name) {
        List<Expression> arguments = list(")");
        if (name.equals("has") && arguments.size() == 1 && arguments.get(0) instanceof Select select) {
            return new Has(select);
        }
        return call(name, arguments);
    }

    private Expression call(String name, List<Expression> arguments) {
        if (!Functions.isKnown(name, arguments.size())) {
            throw new IllegalArgumentException("unknown function " + name + " in " + rule);
        }
        return new Call(name, arguments);
    }

    private List<Expression> list(String end) {
        List<Expression> items = new ArrayList<>();
        while (!accept(end)) {
            if (!items.isEmpty()) {
                expect(",");
            }
            items.add(or());
        }
        return List.copyOf(items);
    }

    private boolean accept(String expected) {
        if (!token.equals(expected)) {
            return false;
        }
        advance();
        return true;
    }

    private void expect(String expected) {
        if (!accept(expected)) {
            throw unknown();
        }
    }

    private String take() {
        String taken = token;
        advance();
        return taken;
    }

    private void advance() {
        if (!tokens.find()) {
            throw new IllegalArgumentException("unknown character in " + rule);
        }
        token = tokens.group().strip();
    }

    private IllegalArgumentException unknown() {
        return new IllegalArgumentException("unexpected \"" + token + "\" in " + rule);
    }
}
