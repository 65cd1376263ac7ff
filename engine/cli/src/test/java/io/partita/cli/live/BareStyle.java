package io.partita.cli.live;

import io.partita.core.plan.Step;
import io.partita.core.plan.StepSubject;
import java.time.Duration;
import java.util.Locale;

/** Plain words, so that the tests of the live views do not depend on those of the plan. */
final class BareStyle implements Style {

    enum Colours {
        ON,
        OFF
    }

    private final Colours colours;

    BareStyle(Colours colours) {
        this.colours = colours;
    }

    @Override
    public String step(Step step) {
        StepSubject subject = StepSubject.of(step);
        return subject.kind().replace('-', ' ')
                + subject.party()
                        .map(party -> " of " + party.uid().identifier())
                        .orElse("");
    }

    @Override
    public String time(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    @Override
    public String size(long bytes) {
        return bytes + " B";
    }

    @Override
    public String inked(Tone tone, String text) {
        return colours == Colours.ON ? "\u001b[3" + (1 + tone.ordinal()) + "m" + text + "\u001b[0m" : text;
    }
}
