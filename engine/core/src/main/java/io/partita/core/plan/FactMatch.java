package io.partita.core.plan;

/** One branch for every kind of fact: a new kind breaks the compilation of all that judge facts. */
public interface FactMatch<R> {

    R identity(Fact.IdentityFact fact);

    R hosting(Fact.HostingFact fact);

    R noProposal(Fact.NoProposalFact fact);

    R unused(Fact.UnusedFact fact);

    R packages(Fact.PackagesFact fact);

    R vetted(Fact.VettedFact fact);

    R pruning(Fact.PruningFact fact);

    R connections(Fact.ConnectionsFact fact);
}
