package io.partita.cli.view;

import io.partita.cli.report.PlanReport;

/**
 * The waves of a plan as a picture, in the language of Mermaid, which the hosts of repositories draw. Whatever stands in
 * a label cannot be anything but text: all but letters, digits and a few signs are written as character references.
 */
final class PlanMermaid {

    private static final String HARMLESS = " ,.()/-";

    private final PlanPicture picture;

    PlanMermaid(PlanReport plan) {
        this.picture = PlanPicture.of(plan);
    }

    String text() {
        StringBuilder text = new StringBuilder("flowchart TB\n");
        picture.heading().forEach(box -> node(text, box));
        for (PlanPicture.Frame frame : picture.frames()) {
            text.append("  subgraph ").append(frame.name()).append("[\"");
            text.append(escaped(frame.title())).append("\"]\n");
            frame.boxes().forEach(box -> node(text, box));
            text.append("  end\n");
        }
        String before = PlanPicture.BEGINNING;
        for (PlanPicture.Frame frame : picture.frames()) {
            text.append("  ")
                    .append(before)
                    .append(" --> ")
                    .append(frame.name())
                    .append('\n');
            before = frame.name();
        }
        text.append("  classDef danger stroke:#c00,stroke-width:3px\n");
        text.append("  classDef person stroke:#b80,stroke-dasharray:5 3\n");
        return text.toString();
    }

    private static void node(StringBuilder text, PlanPicture.Box box) {
        text.append("  ")
                .append(box.name())
                .append("[\"")
                .append(escaped(box.label()))
                .append("\"]");
        text.append(
                switch (box.kind()) {
                    case PLAIN -> "";
                    case DANGER -> ":::danger";
                    case PERSON -> ":::person";
                });
        text.append('\n');
    }

    private static String escaped(String label) {
        StringBuilder escaped = new StringBuilder();
        label.codePoints().forEach(each -> {
            boolean plain = each < 128 && (Character.isLetterOrDigit(each) || HARMLESS.indexOf(each) >= 0);
            if (plain) {
                escaped.appendCodePoint(each);
            } else {
                escaped.append('#').append(each).append(';');
            }
        });
        return escaped.toString();
    }
}
