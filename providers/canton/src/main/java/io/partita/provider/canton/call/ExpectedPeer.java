package io.partita.provider.canton.call;

import io.grpc.Attributes;
import io.grpc.MethodDescriptor;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import java.util.Objects;

/**
 * Who has to answer on every connection of one API, and on which connection that is known. A channel makes its
 * connections anew by itself, and what answers then may be somebody else: so it is the connection that is known, and
 * not the channel. Safe for several threads.
 */
public final class ExpectedPeer {

    private final ParticipantName name;
    private final ParticipantId id;
    private final Question question;
    private volatile Attributes known = Attributes.EMPTY;

    /** One call on the connection on which it is asked. */
    public interface Asking {
        <Q, A> A call(MethodDescriptor<Q, A> method, Q request) throws LocalFailure;
    }

    /** Asks whoever answers for its id. */
    @FunctionalInterface
    public interface Question {

        /** @throws LocalFailure when the answer names nobody */
        ParticipantId ask(Asking asking) throws LocalFailure;
    }

    /** @param name what the participant is called, for people */
    public ExpectedPeer(ParticipantName name, ParticipantId id, Question question) {
        this.name = Objects.requireNonNull(name, "name");
        this.id = Objects.requireNonNull(id, "id");
        this.question = Objects.requireNonNull(question, "question");
    }

    ParticipantName name() {
        return name;
    }

    ParticipantId id() {
        return id;
    }

    Question question() {
        return question;
    }

    /** Whether it has answered on some connection; without one it is asked before anything else is tried. */
    boolean isMet() {
        return known != Attributes.EMPTY;
    }

    /** By the connection itself: another one may have equal traits. */
    @SuppressWarnings("ReferenceEquality")
    boolean isKnownOn(Attributes connection) {
        return known == connection;
    }

    void metOn(Attributes connection) {
        known = connection;
    }
}
