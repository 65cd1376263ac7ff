package io.partita.cli.live;

import io.partita.cli.text.Formats;
import java.util.Locale;

/** How far a step has come, in words and as a bar. */
final class ProgressText {

    private static final int BAR = 10;

    private final RunningStep step;

    ProgressText(RunningStep step) {
        this.step = step;
    }

    /** Everything that is known; empty when nothing has moved yet. */
    String all() {
        if (!step.hasMoved()) {
            return "";
        }
        return step.share().map(share -> percent(share) + ", " + words()).orElseGet(this::words);
    }

    /** Everything, and the bar instead of the words where it can be drawn. */
    String allWithBar() {
        return step.share()
                .map(share -> bar(share) + " " + columns(percent(share)) + "  " + words())
                .orElseGet(this::all);
    }

    /** The bar and what has arrived so far, without the size. */
    String barAndContracts() {
        return step.share().isEmpty() || step.contracts() == 0 ? brief() : brief() + "  " + contracts();
    }

    /** The bar and the percentage; where no total is known, the shortest that says how far it is. */
    String brief() {
        return step.share()
                .map(share -> bar(share) + " " + columns(percent(share)))
                .orElseGet(this::briefest);
    }

    String briefest() {
        if (!step.hasMoved()) {
            return "";
        }
        return step.share().map(ProgressText::percent).orElseGet(() -> Formats.bytes(step.bytes()));
    }

    private String words() {
        return step.contracts() == 0 ? bytes() : bytes() + ", " + contracts();
    }

    private String bytes() {
        String moved = Formats.bytes(step.bytes());
        return step.totalBytes() > 0 ? moved + " of " + Formats.bytes(step.totalBytes()) : moved;
    }

    private String contracts() {
        return Formats.of(step.contracts(), "contract");
    }

    /** Rounded down: 100 % only when it is all there. */
    private static String percent(double share) {
        return String.format(Locale.ROOT, "%d %%", (int) Math.floor(share * 100));
    }

    private static String columns(String percent) {
        return " ".repeat(Math.max(0, 5 - percent.length())) + percent;
    }

    private static String bar(double share) {
        int full = (int) Math.floor(share * BAR);
        return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
    }
}
