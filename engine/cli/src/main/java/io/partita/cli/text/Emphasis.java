package io.partita.cli.text;

/**
 * An emphasis in a text that is still to be laid out. It is carried by private-use characters, so that text can be
 * measured and wrapped before anybody knows whether the terminal has colours, and so that no escape sequence from
 * elsewhere ever reaches a terminal: {@link Inked} makes all that is put in {@link Printable}, and {@link TextLayout}
 * writes the only escapes.
 */
public enum Emphasis {
    BOLD('\uE001', "1"),
    FAINT('\uE002', "2"),
    RED('\uE003', "31"),
    GREEN('\uE004', "32"),
    YELLOW('\uE005', "33"),
    CYAN('\uE006', "36"),
    ALARM('\uE007', "1;31");

    static final char END = '\uE000';

    private final char mark;
    private final String code;

    Emphasis(char mark, String code) {
        this.mark = mark;
        this.code = code;
    }

    public Inked of(String text) {
        return Inked.between(mark, text);
    }

    static boolean isMark(int character) {
        return character >= END && character <= ALARM.mark;
    }

    /** The escape sequence of a mark. */
    static String escape(int mark) {
        if (mark == END) {
            return "\u001b[0m";
        }
        return "\u001b[" + values()[mark - BOLD.mark].code + "m";
    }
}
