package io.partita.testkit.store;

import io.partita.core.statefile.FolderStore;
import io.partita.core.store.StateStore;
import java.nio.file.Path;

class FolderProcessesTest extends TwoProcessesContract {

    /** A store in a folder. */
    public static final class InFolder implements Opening {
        @Override
        public StateStore at(String address) {
            return FolderStore.at(Path.of(address));
        }
    }

    @Override
    protected Class<? extends Opening> opening() {
        return InFolder.class;
    }

    @Override
    protected String address() {
        return parent.resolve(".partita").toString();
    }
}
