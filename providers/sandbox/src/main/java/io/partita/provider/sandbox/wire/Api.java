package io.partita.provider.sandbox.wire;

/** The two ports of a participant (wire.md, rules that apply to the whole file). */
public enum Api {
    ADMIN,
    LEDGER
}
