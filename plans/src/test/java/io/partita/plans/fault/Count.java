package io.partita.plans.fault;

/** How many calls meet a fault. */
enum Count {
    ONCE("once", 1),
    THREE_TIMES("3 times", 3),
    FOR_EVER("for ever", Integer.MAX_VALUE);

    private final String word;
    private final int calls;

    Count(String word, int calls) {
        this.word = word;
        this.calls = calls;
    }

    String word() {
        return word;
    }

    int calls() {
        return calls;
    }
}
