package io.partita.provider.sandbox.lf;

/** A field of a record, or a constructor of a variant with the type of its content. */
public record LfField(String name, LfType type) {}
