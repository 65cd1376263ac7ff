package io.partita.dsl.evaluation;

import io.partita.core.diagnostic.SourceRange;

/** A value with the place where it was passed. */
public record Argument(Value value, SourceRange range) {}
