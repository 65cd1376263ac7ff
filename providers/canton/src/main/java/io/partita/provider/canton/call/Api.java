package io.partita.provider.canton.call;

/** One of a participant's two APIs. */
public enum Api {
    ADMIN("Admin API", "admin"),
    LEDGER("Ledger API", "ledger");

    private final String title;
    private final String word;

    Api(String title, String word) {
        this.title = title;
        this.word = word;
    }

    /** As people call it. */
    public String title() {
        return title;
    }

    /** The word of the declaration that says where it listens. */
    public String word() {
        return word;
    }
}
