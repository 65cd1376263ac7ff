package io.partita.cli.text;

import io.partita.core.plan.Step;

/** What kind of thing a step is, at a glance. The characters are plain ASCII, so that they survive every terminal, log and font; colour only repeats what they say. */
public enum Glyph {
    IRREVERSIBLE("!", "cannot be taken back", Emphasis.ALARM),
    GATE("?", "waits for a person", Emphasis.YELLOW),
    WAIT("@", "waits for a time", Emphasis.CYAN),
    OFFLINE("v", "takes a participant offline", Emphasis.YELLOW),
    ONLINE("^", "brings it back", Emphasis.GREEN),
    ADD("+", "adds", Emphasis.GREEN),
    CHANGE("~", "changes", Emphasis.YELLOW),
    READ("<=", "reads only", Emphasis.FAINT);

    private final String sign;
    private final String meaning;
    private final Emphasis ink;

    Glyph(String sign, String meaning, Emphasis ink) {
        this.sign = sign;
        this.meaning = meaning;
        this.ink = ink;
    }

    public String sign() {
        return sign;
    }

    public String inked() {
        return ink.of(sign);
    }

    public String meaning() {
        return meaning;
    }

    public static Glyph of(Step step) {
        return step.head().reversal() == Step.Reversal.IRREVERSIBLE ? IRREVERSIBLE : step.match(StepGlyph.KIND);
    }
}
