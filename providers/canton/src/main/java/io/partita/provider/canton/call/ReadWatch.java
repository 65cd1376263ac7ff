package io.partita.provider.canton.call;

/** Learns what is being read, and how far that has come. Called from the reading thread; must return at once. */
public interface ReadWatch {

    /** Nobody looks. */
    ReadWatch NOBODY = new ReadWatch() {
        @Override
        public void reading(String attempted, long messages, long bytes) {}

        @Override
        public void done() {}
    };

    /**
     * @param attempted what is done, as a phrase: {@code "reading the active contracts of Alice on participant1"}
     * @param messages received so far; 0 when the answer has not begun
     * @param bytes received so far
     */
    void reading(String attempted, long messages, long bytes);

    /** Nothing is being read any more. */
    void done();
}
