package io.partita.core.provider;

import io.partita.core.model.ParticipantName;
import java.time.Instant;
import java.util.Optional;

/** Looks at the ways to participants, from the name of a host up to what a token permits. It only reads. */
public interface Examiner {

    /**
     * Makes every check of one participant that can be made; one that depends on another that failed is skipped with
     * the reason. It never fails itself, and may be used by several threads.
     *
     * @param synchronizerAlias the declared alias
     * @param isolated since when a run that is not finished has it isolated, as the state says
     */
    Examined examine(ParticipantName name, String synchronizerAlias, Optional<Instant> isolated);
}
