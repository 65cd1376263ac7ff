package io.partita.cli.command;

/** Words of a command line that is to be typed next. */
final class Words {

    private Words() {}

    /** In quotes where a shell would not take it as one word. */
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
