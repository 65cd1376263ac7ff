package io.partita.core.provider;

import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import java.time.Instant;
import java.util.Map;

/** Looks at the ways to participants, from the name of a host up to what a token permits. It only reads. */
public interface Examiner {

    /**
     * Makes every check of one participant that can be made; one that depends on another that failed is skipped with
     * the reason. It never fails itself, and may be used by several threads.
     *
     * @param synchronizerAlias the declared alias
     * @param isolated since when runs that are not finished have participants isolated, as the state says; by id,
     *     since names are local to a declaration
     */
    Examined examine(ParticipantName name, String synchronizerAlias, Map<ParticipantId, Instant> isolated);
}
