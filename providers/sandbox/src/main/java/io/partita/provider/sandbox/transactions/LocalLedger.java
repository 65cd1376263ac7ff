package io.partita.provider.sandbox.transactions;

import io.partita.provider.sandbox.contracts.AbsentArchivals;
import io.partita.provider.sandbox.contracts.ContractStore;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.packages.PackageStore;

/** What one participant keeps: its packages, its contracts, and archivals of contracts that it never had. */
public record LocalLedger(Node node, PackageStore packages, ContractStore contracts, AbsentArchivals absentArchivals) {}
