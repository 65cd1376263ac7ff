package io.partita.cli.view;

import io.partita.cli.report.Remark;
import io.partita.cli.text.Printable;
import io.partita.core.diagnostic.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A comment on a pull request: text of others is code in it, and what does not fit is said. */
final class Markdown {

    private static final int ROOM_FOR_REMARKS = 900;

    private final StringBuilder text;
    private final int budget;
    private final String whole;

    /**
     * @param text what is written to
     * @param budget how long it may become, in characters
     * @param whole where everything is that does not fit
     */
    Markdown(StringBuilder text, int budget, String whole) {
        this.text = text;
        this.budget = budget;
        this.whole = whole;
    }

    /** The same page with so much room for what comes next. @param elsewhere where everything of that is */
    Markdown within(int room, String elsewhere) {
        return new Markdown(text, Math.min(budget, text.length() + room + ROOM_FOR_REMARKS), elsewhere);
    }

    /** Appends whole blocks for as long as they fit, then says how many did not. */
    void fill(List<String> blocks, String noun) {
        int shown = 0;
        for (String block : blocks) {
            if (text.length() + block.length() > budget - ROOM_FOR_REMARKS) {
                text.append("\n_")
                        .append(blocks.size() - shown)
                        .append(" more ")
                        .append(noun)
                        .append(" do not fit into this comment: see ")
                        .append(whole)
                        .append("._\n\n");
                return;
            }
            text.append(block);
            shown++;
        }
    }

    /** What was said beside a plan or a comparison, as blocks. */
    static List<String> remarks(List<Remark> remarks) {
        List<String> blocks = new ArrayList<>();
        remarks.forEach(remark -> blocks.add(remark(remark)));
        if (!blocks.isEmpty()) {
            blocks.add("\n");
        }
        return blocks;
    }

    private static String remark(Remark remark) {
        StringBuilder block = new StringBuilder();
        block.append("- ").append(sign(remark.severity())).append(' ');
        block.append(code(remark.summary())).append(' ');
        block.append(code("[" + remark.code() + "]")).append('\n');
        remark.place().ifPresent(place -> block.append(item("at", place)));
        remark.why().ifPresent(why -> block.append(item("why:", why)));
        remark.fix().ifPresent(fix -> block.append(item("fix:", fix)));
        return block.toString();
    }

    private static String item(String what, String text) {
        return "  - " + what + " " + code(text) + "\n";
    }

    /** What is typed next; empty when nothing is. @param commands as they are typed */
    static String next(List<String> commands) {
        if (commands.isEmpty()) {
            return "";
        }
        String lines = commands.stream().map(Printable::of).collect(Collectors.joining("\n"));
        String fence = fence("```", lines);
        return "**Next**\n\n" + fence + "sh\n" + lines + "\n" + fence + "\n";
    }

    static String sign(Severity severity) {
        return switch (severity) {
            case ERROR -> ":x:";
            case WARNING -> ":warning:";
            case NOTE -> ":information_source:";
        };
    }

    /** Readers of tables differ in what they take for an escaped bar, so there is none: it is shown as a broken one. */
    static String cell(String text) {
        return code(text.replace('|', '\u00A6'));
    }

    /**
     * Text of others, as it is, between as many backticks as it takes. Nothing in such a span becomes a link, a
     * mention, a reference, an emoji, a formula or markup: escaping would not do, because some of these are found in
     * the text of the finished page.
     */
    static String code(String text) {
        String clean = Printable.of(text);
        if (clean.isBlank()) {
            return "` `";
        }
        String fence = fence("`", clean);
        boolean padded = fence.length() > 1 || clean.startsWith(" ") || clean.endsWith(" ");
        String room = padded ? " " : "";
        return fence + room + clean + room + fence;
    }

    /** More backticks than anywhere within the text. */
    static String fence(String least, String text) {
        String fence = least;
        while (text.contains(fence)) {
            fence += "`";
        }
        return fence;
    }
}
