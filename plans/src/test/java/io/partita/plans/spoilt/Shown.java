package io.partita.plans.spoilt;

import io.partita.plans.Scenario.Hosting;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody has read who has read the whole text of a plan, and nothing else: no value of the file.
 *
 * @param parties what the hosting of each party that changes will be, by its full id
 * @param unchanged what is said to be as declared already, by name
 * @param steps what is done, each with the participant before it
 */
record Shown(SortedMap<String, Hosting> parties, SortedSet<String> unchanged, List<String> steps) {

    private static final Pattern PARTY = Pattern.compile("^Party .*  (\\S+::1220[0-9a-f]{64})$");
    private static final Pattern ROW = Pattern.compile("^ {2}[^ ]? {2,4}(\\S+) +(.*)$");
    private static final Pattern STEP = Pattern.compile("^ {2}\\S{1,2} +(\\S+) {2}(\\S.*)$");
    private static final String UNCHANGED = "As declared already: ";

    /** @param text of show with --explain */
    static Shown of(String text) {
        Shown shown = new Shown(new TreeMap<>(), new TreeSet<>(), new ArrayList<>());
        List<String> lines = text.lines().toList();
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at);
            Matcher party = PARTY.matcher(line);
            if (party.matches()) {
                shown.parties.put(party.group(1), hosting(lines.subList(at + 1, lines.size())));
            } else if (line.startsWith("Wave ")) {
                shown.wave(lines.subList(at + 1, lines.size()));
            } else if (line.startsWith(UNCHANGED)) {
                shown.unchanged.addAll(
                        List.of(line.substring(UNCHANGED.length()).split(", ")));
            }
        }
        return shown;
    }

    private static Hosting hosting(List<String> lines) {
        int threshold = 0;
        SortedMap<String, String> hosts = new TreeMap<>();
        for (String line : lines) {
            Matcher row = ROW.matcher(line);
            if (line.startsWith("  Path: ") || !row.matches()) {
                return new Hosting(threshold, hosts);
            }
            String after = row.group(2).replaceFirst("^.* -> ", "").split("[ ,]")[0];
            if (row.group(1).equals("threshold")) {
                threshold = Integer.parseInt(after);
            } else {
                hosts.put(row.group(1), after);
            }
        }
        throw new IllegalArgumentException("a party without its path: " + lines);
    }

    private void wave(List<String> lines) {
        for (String line : lines) {
            Matcher step = STEP.matcher(line);
            if (line.isEmpty()) {
                return;
            }
            if (step.matches()) {
                steps.add(step.group(1) + " " + step.group(2));
            }
        }
    }

    /** Whether a step of a participant is shown whose words begin so. */
    boolean has(String participant, List<String> beginnings) {
        return beginnings.stream()
                .anyMatch(words -> steps.stream().anyMatch(step -> step.startsWith(participant + " " + words)));
    }
}
