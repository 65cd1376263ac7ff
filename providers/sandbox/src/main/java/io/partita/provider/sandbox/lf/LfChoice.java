package io.partita.provider.sandbox.lf;

/**
 * A choice of a template or interface.
 *
 * @param selfName the variable that stands for the contract id inside {@code controllers} and {@code body}
 * @param argumentName the variable that stands for the argument
 */
public record LfChoice(
        String name,
        boolean consuming,
        String selfName,
        String argumentName,
        LfType argument,
        LfType result,
        LfExpression controllers,
        LfExpression observers,
        LfExpression body) {}
