package io.partita.cli.text;

import io.partita.core.plan.Step;

/**
 * What kind of thing a step is, at a glance. The characters are plain ASCII, so that they survive every terminal, log
 * and font; colour only repeats what they say.
 */
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

    public Inked inked() {
        return ink.of(sign);
    }

    public String meaning() {
        return meaning;
    }

    public static Glyph of(Step step) {
        if (step.reversal() == Step.Reversal.IRREVERSIBLE) {
            return IRREVERSIBLE;
        }
        return switch (step.kind()) {
            case CHECK_READY,
                    NOTE_LEDGER_END,
                    EXPORT_ACS,
                    CHECK_UNUSED,
                    CONFIRM_UNUSED,
                    VERIFY_HOSTING,
                    VERIFY_CONTRACTS -> READ;
            case VET_PACKAGES, INTRODUCE_KEY, FOUND_NAMESPACE, IMPORT_ACS -> ADD;
            case PURGE_CONTRACTS -> CHANGE;
            case SUSPEND_PRUNING, RESTORE_PRUNING, RESTORE_AUTO_CONNECT -> CHANGE;
            case PROPOSE, SIGN -> signature((Step.Signature) step);
            case AWAIT_NAMESPACE, AWAIT_EFFECTIVE, CLEAR_ONBOARDING -> WAIT;
            case ISOLATE -> OFFLINE;
            case RECONNECT -> ONLINE;
            case COLLECT_SIGNATURE -> GATE;
            case BACK_UP -> ((Step.BackUp) step).backup().match(none -> READ, manual -> GATE, command -> CHANGE);
        };
    }

    private static Glyph signature(Step.Signature step) {
        return switch (step.signer().kind()) {
            case PARTICIPANT, KEY -> step.completes() ? CHANGE : ADD;
            case OUTSIDE -> GATE;
        };
    }
}
