package io.partita.core.adoption;

import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which live parties are taken up.
 *
 * @param names full ids, or the part of an id before its namespace; {@code *} stands for any text; empty: whatever they
 *     are called
 * @param hosts of which at least one hosts the party; empty: any declared participant
 */
public record Wanted(SortedSet<String> names, SortedSet<ParticipantName> hosts) {

    public Wanted {
        names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
        hosts = Collections.unmodifiableSortedSet(new TreeSet<>(hosts));
    }

    boolean covers(PartyId party) {
        return names.isEmpty() || names.stream().anyMatch(name -> fits(name, party));
    }

    boolean coversAny(SortedSet<ParticipantName> hosting) {
        return hosts.isEmpty() || hosting.stream().anyMatch(hosts::contains);
    }

    /** The names that fit none of these parties. */
    SortedSet<String> unknownAmong(Iterable<PartyId> parties) {
        SortedSet<String> unknown = new TreeSet<>(names);
        for (PartyId party : parties) {
            unknown.removeIf(name -> fits(name, party));
        }
        return unknown;
    }

    private static boolean fits(String name, PartyId party) {
        Pattern pattern = Pattern.compile(
                Stream.of(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
        return pattern.matcher(party.uid().identifier()).matches()
                || pattern.matcher(party.toString()).matches();
    }
}
