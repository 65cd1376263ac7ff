package io.partita.cli.live;

import io.partita.core.plan.Step;
import java.time.Duration;

/** How people are told about a run: words and colours are the view's, so that a run and its plan speak alike. */
public interface Style {

    /** What a step does, a few words that follow the participant's name. */
    String step(Step step);

    /** A time for people, such as {@code 12 s}. */
    String time(Duration time);

    /** A size for people, such as {@code 1.5 GiB}. */
    String size(long bytes);

    /** The text in a colour: with nothing but escape sequences added, and without those where colours are not wanted. */
    String inked(Tone tone, String text);
}
