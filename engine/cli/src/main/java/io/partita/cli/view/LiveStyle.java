package io.partita.cli.view;

import io.partita.cli.live.Style;
import io.partita.cli.live.Tone;
import io.partita.core.plan.Step;
import java.time.Duration;

/** The words and colours of plans, for runs. */
final class LiveStyle implements Style {

    private final Paper.Colours colours;

    LiveStyle(Paper.Colours colours) {
        this.colours = colours;
    }

    @Override
    public String step(Step step) {
        return StepText.of(step);
    }

    @Override
    public String time(Duration time) {
        return Amount.time(time);
    }

    @Override
    public String size(long bytes) {
        return Amount.bytes(bytes);
    }

    @Override
    public String inked(Tone tone, String text) {
        Ink ink = switch (tone) {
            case STRONG -> Ink.BOLD;
            case FAINT -> Ink.FAINT;
            case ACTIVE -> Ink.CYAN;
            case GOOD -> Ink.GREEN;
            case NOTICE -> Ink.YELLOW;
            case BAD -> Ink.ALARM;
        };
        return Paper.inked(ink.of(Paper.clean(text)), colours);
    }
}
