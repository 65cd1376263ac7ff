package io.partita.core.diagnostic;

/** Words of a command line that people copy from what they read, as a POSIX shell takes them. */
public final class ShellWord {

    private ShellWord() {}

    /** In quotes where a shell would not take it as one word. */
    public static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
