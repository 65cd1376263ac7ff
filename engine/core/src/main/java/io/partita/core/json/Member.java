package io.partita.core.json;

/** One member of a table. @param <T> its type */
public final class Member<T> {

    private final Column<?, T> column;

    Member(Column<?, T> column) {
        this.column = column;
    }

    /** What was read. */
    @SuppressWarnings("unchecked") // a member puts only its own type
    public T in(Members read) {
        return (T) read.value(this);
    }

    /** The schema promises that it is there, though its type allows that it is not. */
    public Member<T> promised() {
        column.promise();
        return this;
    }

    /** What the schema says of it for people. */
    public Member<T> described(String description) {
        column.describe(description);
        return this;
    }
}
