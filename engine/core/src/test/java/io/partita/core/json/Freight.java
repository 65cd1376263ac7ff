package io.partita.core.json;

import static io.partita.core.json.Codecs.DURATION;
import static io.partita.core.json.Codecs.INSTANT;
import static io.partita.core.json.Codecs.TEXT;
import static io.partita.core.json.Codecs.TRUTH;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/** Types that use everything a table can have. */
final class Freight {

    enum Class {
        SLOW,
        VERY_FAST
    }

    /** A number of a wagon, such as {@code w-7}. */
    record WagonId(int number) implements Comparable<WagonId> {
        static WagonId parse(String text) {
            return new WagonId(Integer.parseInt(text.substring(2)));
        }

        @Override
        public int compareTo(WagonId other) {
            return Integer.compare(number, other.number);
        }

        @Override
        public String toString() {
            return "w-" + number;
        }
    }

    sealed interface Load {
        enum Kind {
            COAL,
            BOXES,
            EMPTY;
        }

        Kind kind();
    }

    record Coal(long tons) implements Load {
        @Override
        public Kind kind() {
            return Kind.COAL;
        }
    }

    /** A box may hold loads. */
    record Boxes(List<Load> within, String note) implements Load {
        @Override
        public Kind kind() {
            return Kind.BOXES;
        }
    }

    record Empty() implements Load {
        @Override
        public Kind kind() {
            return Kind.EMPTY;
        }
    }

    record Times(Instant departure, Optional<Duration> travel) {
        Times {
            if (travel.filter(Duration::isNegative).isPresent()) {
                throw new IllegalArgumentException("it arrives before it departs");
            }
        }
    }

    record Train(
            String name,
            Class speed,
            int threshold,
            boolean isLate,
            Times times,
            Load load,
            SortedSet<WagonId> wagons,
            SortedMap<WagonId, String> seals,
            Optional<Load> spare) {}

    static final Shape<Load> LOAD =
            Shape.variants("load", "kind", Load.Kind.class, Codecs::word, Load::kind, kind -> switch (kind) {
                case COAL -> Freight.COAL;
                case BOXES -> Freight.BOXES;
                case EMPTY -> Freight.EMPTY;
            });

    static final Shape<Coal> COAL = Shape.of(Coal.class, "coal", table -> {
        var tons = table.field("tons", Codecs.number(1, 1_000), Coal::tons);
        return read -> new Coal(tons.in(read));
    });

    static final Shape<Boxes> BOXES = Shape.of(Boxes.class, "boxes", table -> {
        var within = table.field("within", Codecs.list(LOAD), Boxes::within);
        var note = table.unless("", "note", TEXT.atMost(20), Boxes::note);
        return read -> new Boxes(within.in(read), note.in(read));
    });

    static final Shape<Empty> EMPTY = Shape.of(Empty.class, "empty", table -> read -> new Empty());

    static final TextCodec<WagonId> WAGON = TEXT.matching("w-[0-9]{1,6}").as(WagonId::parse, WagonId::toString);

    static final Shape<Times> TIMES = Shape.of(Times.class, "times", table -> {
        var departure = table.field("departure", INSTANT, Times::departure).described("By the station's clock.");
        var travel = table.optional("travel", DURATION, Times::travel);
        return read -> new Times(departure.in(read), travel.in(read));
    });

    static final Shape<Train> TRAIN = Shape.of(Train.class, "train", table -> {
        table.constant("format", "train/1");
        var name = table.field("name", TEXT, Train::name);
        var speed = table.field("speed", Codecs.words(Class.class, Codecs::word), Train::speed);
        var threshold = table.field("threshold", Codecs.integer(1, Integer.MAX_VALUE), Train::threshold);
        var late = table.field("late", TRUTH, Train::isLate);
        var times = table.inline(TIMES, Train::times);
        var load = table.inline(LOAD, Train::load);
        var wagons = table.field("wagons", Codecs.sortedSet(WAGON), Train::wagons);
        var seals = table.field("seals", Codecs.map(WAGON, TEXT), Train::seals);
        var spare = table.optional("spare", LOAD, Train::spare);
        table.derived("length", Codecs.COUNT, train -> (long) train.wagons().size());
        return read -> new Train(
                name.in(read),
                speed.in(read),
                threshold.in(read),
                late.in(read),
                times.in(read),
                load.in(read),
                wagons.in(read),
                seals.in(read),
                spare.in(read));
    });

    private Freight() {}
}
