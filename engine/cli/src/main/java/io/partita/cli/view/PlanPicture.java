package io.partita.cli.view;

import io.partita.cli.report.PlanReport;
import io.partita.cli.report.StepReport;
import io.partita.cli.report.WaveReport;
import io.partita.cli.text.Formats;
import io.partita.core.model.ParticipantName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The waves of a plan as boxes, for whatever language draws them. The frames follow each other, the first one after the
 * first box of the heading.
 *
 * @param heading what the plan is
 * @param frames a wave each
 */
record PlanPicture(List<Box> heading, List<Frame> frames) {

    /** The name of the first box. */
    static final String BEGINNING = "plan";

    /** Hosts draw some hundreds of boxes; who wants more reads the plan. */
    private static final int STEPS_OF_A_WAVE = 12;

    /** What a box says is cut there, so that a picture stays one; a danger is said behind it. */
    private static final int LABEL = 120;

    PlanPicture {
        heading = List.copyOf(heading);
        frames = List.copyOf(frames);
    }

    /** How a box is drawn. */
    enum Kind {
        PLAIN,
        /** It cannot be taken back. */
        DANGER,
        /** A person has to act. */
        PERSON
    }

    /**
     * A box.
     *
     * @param name letters and digits, unique in the picture
     * @param label any text, to be encoded
     */
    record Box(String name, Kind kind, String label) {}

    /** Boxes side by side. @param name as that of a box @param title any text, to be encoded */
    record Frame(String name, String title, List<Box> boxes) {
        Frame {
            boxes = List.copyOf(boxes);
        }
    }

    static PlanPicture of(PlanReport plan) {
        List<Box> heading = new ArrayList<>();
        heading.add(new Box(BEGINNING, Kind.PLAIN, plan.summary() + " Hash " + plan.hash()));
        plan.warning().ifPresent(warning -> heading.add(new Box("preview", Kind.PLAIN, warning)));
        return new PlanPicture(
                heading, plan.waves().stream().map(PlanPicture::frame).toList());
    }

    private static Frame frame(WaveReport wave) {
        String name = "w" + wave.number();
        String offline = wave.offline().isEmpty()
                ? ""
                : wave.offline().stream()
                        .map(ParticipantName::name)
                        .collect(Collectors.joining(", ", " (", " offline)"));
        List<StepReport> steps = wave.told();
        List<Box> boxes = new ArrayList<>();
        for (int at = 0; at < Math.min(steps.size(), STEPS_OF_A_WAVE); at++) {
            boxes.add(box(name + "s" + at, steps.get(at)));
        }
        if (steps.size() > STEPS_OF_A_WAVE) {
            String more = Formats.of((long) steps.size() - STEPS_OF_A_WAVE, "more step");
            boxes.add(new Box(name + "more", Kind.PLAIN, "and " + more + more(steps)));
        }
        return new Frame(name, cut("Wave " + wave.number() + " " + wave.title()) + offline, boxes);
    }

    private static Box box(String name, StepReport step) {
        Kind kind = step.isIrreversible() ? Kind.DANGER : step.gate().isPresent() ? Kind.PERSON : Kind.PLAIN;
        String operator = step.operator().map(operated -> " (" + operated + ")").orElse("");
        String end = step.isIrreversible() ? " - cannot be taken back" : "";
        String said = step.participant() + operator + ", " + step.gate().orElse(step.action());
        return new Box(name, kind, cut(said) + end);
    }

    /** What is left out is never silently dangerous. */
    private static String more(List<StepReport> steps) {
        long irreversible = steps.stream()
                .skip(STEPS_OF_A_WAVE)
                .filter(StepReport::isIrreversible)
                .count();
        return irreversible == 0 ? "" : ", of which " + irreversible + " cannot be taken back";
    }

    private static String cut(String label) {
        return label.length() <= LABEL
                ? label
                : label.substring(0, label.offsetByCodePoints(0, label.codePointCount(0, LABEL))) + "...";
    }
}
