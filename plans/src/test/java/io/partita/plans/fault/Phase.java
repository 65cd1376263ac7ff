package io.partita.plans.fault;

import java.util.List;

/** What partita is doing when it meets a fault. */
enum Phase {
    /** Reading, to make a plan. */
    PLAN("plan", "-o", "plan.json"),
    /** Carrying a plan out. */
    APPLY("apply", "plan.json", "--confirm=Alice");

    private final List<String> words;

    Phase(String... words) {
        this.words = List.of(words);
    }

    /** What is typed. */
    List<String> words() {
        return words;
    }
}
