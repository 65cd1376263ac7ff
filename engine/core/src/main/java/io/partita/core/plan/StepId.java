package io.partita.core.plan;

import io.partita.core.model.ParticipantName;
import java.util.Objects;

/**
 * Names a step within its plan; the same inputs give the same ids.
 *
 * @param id kind, participant, party and a number where one is needed, such as {@code export/participant1/Alice}
 */
public record StepId(String id) implements Comparable<StepId> {

    public StepId {
        Objects.requireNonNull(id, "id");
    }

    /** @param rest what tells the steps of one kind apart: participant, party and number, with slashes between them */
    public static StepId of(Step.Kind kind, String rest) {
        return new StepId(kind.word() + "/" + rest);
    }

    /** Of a step that a participant has once in a plan. */
    public static StepId of(Step.Kind kind, ParticipantName participant) {
        return of(kind, participant.name());
    }

    @Override
    public int compareTo(StepId other) {
        return id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return id;
    }
}
