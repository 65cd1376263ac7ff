package io.partita.core.plan;

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

    @Override
    public int compareTo(StepId other) {
        return id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return id;
    }
}
