package io.partita.cli.live;

import io.partita.cli.text.Formats;
import java.util.ArrayList;
import java.util.List;
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
        List<String> parts = new ArrayList<>();
        if (step.hasMoved()) {
            step.share().ifPresent(share -> parts.add(percent(share)));
            parts.add(bytes());
            contracts(parts);
        }
        return String.join(", ", parts);
    }

    /** Everything, and the bar instead of the words where it can be drawn. */
    String allWithBar() {
        return step.share()
                .map(share -> bar(share) + " " + columns(percent(share)) + "  " + words())
                .orElseGet(this::all);
    }

    /** The bar and what has arrived so far, without the size. */
    String barAndContracts() {
        List<String> parts = new ArrayList<>();
        contracts(parts);
        String contracts = String.join("", parts);
        return step.share().isEmpty() || contracts.isEmpty() ? brief() : brief() + "  " + contracts;
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
        List<String> parts = new ArrayList<>();
        parts.add(bytes());
        contracts(parts);
        return String.join(", ", parts);
    }

    private String bytes() {
        String moved = Formats.bytes(step.bytes());
        return step.totalBytes() > 0 ? moved + " of " + Formats.bytes(step.totalBytes()) : moved;
    }

    private void contracts(List<String> parts) {
        if (step.contracts() > 0) {
            parts.add(step.contracts() == 1 ? "1 contract" : step.contracts() + " contracts");
        }
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
