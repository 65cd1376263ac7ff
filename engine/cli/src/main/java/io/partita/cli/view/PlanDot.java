package io.partita.cli.view;

import io.partita.cli.report.PlanReport;
import io.partita.cli.text.Printable;

/**
 * The waves of a plan as a picture, in the language of Graphviz. A label is always between quotation marks, where
 * nothing but a backslash and the mark itself mean anything.
 */
final class PlanDot {

    private final PlanPicture picture;

    PlanDot(PlanReport plan) {
        this.picture = PlanPicture.of(plan);
    }

    String text() {
        StringBuilder text = new StringBuilder("digraph plan {\n");
        text.append("  compound=true\n  rankdir=TB\n  node [shape=box, fontname=\"sans-serif\"]\n");
        text.append("  fontname=\"sans-serif\"\n");
        picture.heading().forEach(box -> node(text, "  ", box));
        for (PlanPicture.Frame frame : picture.frames()) {
            text.append("  subgraph cluster_").append(frame.name()).append(" {\n    label=");
            text.append(quoted(frame.title())).append('\n');
            frame.boxes().forEach(box -> node(text, "    ", box));
            text.append("  }\n");
        }
        String before = PlanPicture.BEGINNING;
        String tail = "";
        for (PlanPicture.Frame frame : picture.frames()) {
            String first = frame.boxes().get(0).name();
            String cluster = "cluster_" + frame.name();
            text.append("  ").append(before).append(" -> ").append(first);
            text.append(" [").append(tail).append("lhead=").append(cluster).append("]\n");
            before = first;
            tail = "ltail=" + cluster + ", ";
        }
        return text.append("}\n").toString();
    }

    private static void node(StringBuilder text, String indentation, PlanPicture.Box box) {
        text.append(indentation).append(box.name()).append(" [label=").append(quoted(box.label()));
        text.append(
                switch (box.kind()) {
                    case PLAIN -> "";
                    case DANGER -> ", color=\"#cc0000\", penwidth=3";
                    case PERSON -> ", color=\"#bb8800\", style=dashed";
                });
        text.append("]\n");
    }

    private static String quoted(String label) {
        return '"' + Printable.of(label).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
