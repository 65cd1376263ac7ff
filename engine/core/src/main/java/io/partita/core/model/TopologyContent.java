package io.partita.core.model;

/** What a topology transaction makes: one of the mappings that partita signs. */
public sealed interface TopologyContent permits HostingMapping, NamespaceDefinition, RootDelegation {

    Kind kind();

    /** The topology's serial, from 1. */
    int serial();

    /** What there is. */
    enum Kind {
        HOSTING,
        NAMESPACE,
        ROOT_KEY
    }
}
