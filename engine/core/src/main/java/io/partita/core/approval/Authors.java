package io.partita.core.approval;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/** Who proposed a plan, as far as that can be known. */
public sealed interface Authors {

    /** The names under which they are known, in any case of letters; none when nobody is known. */
    SortedSet<String> names();

    /** They are these. */
    record Known(SortedSet<String> names) implements Authors {
        public Known {
            names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
        }
    }

    /** Nobody can say. @param why for people, without a full stop */
    record Unknown(String why) implements Authors {
        public Unknown {
            Objects.requireNonNull(why, "why");
        }

        @Override
        public SortedSet<String> names() {
            return Collections.emptySortedSet();
        }
    }
}
