package io.partita.core.statefile;

import static io.partita.core.json.Codecs.TEXT;

import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;
import io.partita.core.json.TextCodec;
import io.partita.core.state.Interlock;
import io.partita.core.state.RunSummary;
import io.partita.core.state.State;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a machine remembers of a state: enough to recognise an older one, a copy, and one that is gone. Nothing secret,
 * and nothing of contracts.
 *
 * @param lineage which state
 * @param place the folder in which it was last seen
 * @param revision its highest entry seen
 * @param hash of that entry
 * @param time when it was last seen, by the clock of this machine
 * @param open what was open then, a few words each; empty when a fresh state would lose nothing
 */
record SeenState(String lineage, Path place, long revision, String hash, Instant time, List<String> open) {

    static final TextCodec<Path> PLACE = TEXT.as(Path::of, Path::toString);

    static final Shape<SeenState> SHAPE = Shape.of(SeenState.class, "sighting", table -> {
        var lineage = table.field("lineage", TEXT, SeenState::lineage);
        var place = table.field("place", PLACE, SeenState::place);
        var revision = table.field("revision", Codecs.COUNT, SeenState::revision);
        var hash = table.field("hash", TEXT, SeenState::hash);
        var time = table.field("time", Codecs.INSTANT, SeenState::time);
        var open = table.field("open", Codecs.list(TEXT), SeenState::open);
        return read -> new SeenState(
                lineage.in(read), place.in(read), revision.in(read), hash.in(read), time.in(read), open.in(read));
    });
    /** It is written for every entry of a run, and a person needs no more to see what it is about. */
    private static final int SHOWN = 20;

    SeenState {
        Objects.requireNonNull(lineage, "lineage");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(hash, "hash");
        Objects.requireNonNull(time, "time");
        open = List.copyOf(open);
    }

    static SeenState of(State state, Path place, Instant time) {
        List<Interlock> interlocks = state.interlocks();
        List<String> open = new ArrayList<>();
        state.unfinishedRun().map(RunSummary::id).ifPresent(run -> open.add("run " + run + " is unfinished"));
        interlocks.stream()
                .limit(SHOWN)
                .map(lock -> lock.participant() + ": " + lock.kind().word() + " since " + lock.since())
                .forEach(open::add);
        if (interlocks.size() > SHOWN) {
            open.add((interlocks.size() - SHOWN) + " more");
        }
        return new SeenState(state.lineage(), place, state.revision(), state.headHash(), time, open);
    }
}
