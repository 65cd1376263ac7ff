package io.partita.provider.sandbox.transcript;

/**
 * Something that the sandbox answered otherwise.
 *
 * @param path where in the answer, with {@code []} for the position in a list
 * @param recorded what Canton answered
 * @param found what the sandbox answered
 */
record Difference(String path, String recorded, String found) {

    private static final int SHOWN = 420;

    @Override
    public String toString() {
        return path + ": recorded " + shown(recorded) + ", found " + shown(found);
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
