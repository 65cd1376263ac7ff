package io.partita.provider.sandbox.node;

/** Numbers of the force flags that the kernel knows (wire.md 4). */
final class Force {

    static final int ALIEN_MEMBER = 1;
    static final int DISABLE_PARTY_WITH_ACTIVE_CONTRACTS = 6;
    static final int OBSERVERS_ONLY_FOR_SIGNATORY = 10;
    static final int THRESHOLD_CANNOT_BE_MET = 14;

    private Force() {}
}
