package io.partita.cli.view;

import io.partita.core.plan.Step;

/** What kind of thing a step is, at a glance. The characters are plain ASCII, so that they survive every terminal, log and font; colour only repeats what they say. */
enum Glyph {
    IRREVERSIBLE("!", "cannot be taken back", Ink.ALARM),
    GATE("?", "waits for a person", Ink.YELLOW),
    WAIT("@", "waits for a time", Ink.CYAN),
    OFFLINE("v", "takes a participant offline", Ink.YELLOW),
    ONLINE("^", "brings it back", Ink.GREEN),
    ADD("+", "adds", Ink.GREEN),
    CHANGE("~", "changes", Ink.YELLOW),
    READ("<=", "reads only", Ink.FAINT);

    private final String sign;
    private final String meaning;
    private final Ink ink;

    Glyph(String sign, String meaning, Ink ink) {
        this.sign = sign;
        this.meaning = meaning;
        this.ink = ink;
    }

    String sign() {
        return sign;
    }

    String inked() {
        return ink.of(sign);
    }

    String meaning() {
        return meaning;
    }

    static Glyph of(Step step) {
        return step.head().reversal() == Step.Reversal.IRREVERSIBLE ? IRREVERSIBLE : step.match(StepGlyph.KIND);
    }
}
