package io.partita.provider.sandbox.lf;

import java.util.Map;

/**
 * A template.
 *
 * @param parameter the variable that stands for the contract's arguments inside the expressions
 * @param choices by name; choices inherited from interfaces are not listed
 */
public record LfTemplate(
        LfName name,
        String parameter,
        LfExpression signatories,
        LfExpression observers,
        Map<String, LfChoice> choices) {}
