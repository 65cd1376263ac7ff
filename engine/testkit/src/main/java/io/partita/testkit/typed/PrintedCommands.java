package io.partita.testkit.typed;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The commands that an output proposes, as a shell would take them apart. */
public final class PrintedCommands {

    private static final Pattern LINE = Pattern.compile("(?m)^ *(?:run|Next|or): (.+)$");
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    private PrintedCommands() {}

    /** Each without the name of the program, in the order in which they are printed. */
    public static List<List<String>> of(String output) {
        List<List<String>> commands = new ArrayList<>();
        LINE.matcher(COLOUR.matcher(output).replaceAll("")).results().forEach(found -> {
            List<String> words = words(found.group(1));
            commands.add(words.subList(1, words.size()));
        });
        return commands;
    }

    /** Blanks part words, and only single quotes protect them: partita prints no others. */
    static List<String> words(String typed) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int index = 0; index < typed.length(); index++) {
            char character = typed.charAt(index);
            if (character == '\'') {
                quoted = !quoted;
            } else if (character == '\\' && !quoted) {
                index++;
                word.append(typed.charAt(index));
            } else if (character == ' ' && !quoted) {
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(character);
            }
        }
        words.add(word.toString());
        return words;
    }
}
