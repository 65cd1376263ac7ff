package io.partita.testkit.store;

import io.partita.core.store.StateStore;
import java.time.InstantSource;

class MemoryStoreTest extends StateStoreContract {

    private final StoredText stored = new StoredText();

    @Override
    protected StateStore store() {
        return new MemoryStore(stored, InstantSource.system());
    }

    @Override
    protected void ownerDies() {
        stored.ownerDies();
    }

    @Override
    protected void damage() {
        stored.damage(1);
    }

    @Override
    protected void loseEnd() {
        stored.loseEnd();
    }

    @Override
    protected void becomeUnknown() {
        stored.becomeUnknown();
    }
}
