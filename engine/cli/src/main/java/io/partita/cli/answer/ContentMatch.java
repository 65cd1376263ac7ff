package io.partita.cli.answer;

/** One branch for every content: a new one breaks the compilation of every view. */
public interface ContentMatch<R> {

    R validated(Content.Validated content);

    R planned(Content.Planned content);

    R forecasts(Content.Forecasts content);

    R ran(Content.Ran content);

    R hosting(Content.Hosting content);

    R examined(Content.Examined content);

    R status(Content.Status content);

    R runs(Content.Runs content);

    R journalled(Content.Journalled content);

    R verified(Content.Verified content);

    R rebuilt(Content.Rebuilt content);

    R unlocked(Content.Unlocked content);

    R world(Content.World content);

    R version(Content.Version content);

    R text(Content.Text content);
}
