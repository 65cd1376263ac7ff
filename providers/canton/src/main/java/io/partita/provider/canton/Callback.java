package io.partita.provider.canton;

import io.partita.core.provider.HeldContract;
import io.partita.core.provider.Progress;
import java.io.Serial;
import java.util.function.Consumer;

/** What is called back with what was read. Its own failures are no failures of the reading. */
final class Callback {

    private Callback() {}

    /** Carries what a callback threw past everything that judges answers. */
    static final class Failed extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        private final transient RuntimeException own;

        private Failed(RuntimeException own) {
            super(own);
            this.own = own;
        }

        RuntimeException own() {
            return own;
        }
    }

    static Consumer<String> of(Consumer<String> each) {
        return text -> {
            try {
                each.accept(text);
            } catch (RuntimeException e) {
                throw new Failed(e);
            }
        };
    }

    static Consumer<HeldContract> ofContracts(Consumer<HeldContract> each) {
        return contract -> {
            try {
                each.accept(contract);
            } catch (RuntimeException e) {
                throw new Failed(e);
            }
        };
    }

    static Progress of(Progress progress) {
        return (bytes, contracts, totalBytes) -> {
            try {
                progress.moved(bytes, contracts, totalBytes);
            } catch (RuntimeException e) {
                throw new Failed(e);
            }
        };
    }
}
