package io.partita.cli.result;

/** One branch for every content: a new one breaks the compilation of every view. */
public interface PayloadMatch<R> {

    R validated(Payload.Validated content);

    R planned(Payload.Planned content);

    R compared(Payload.Compared content);

    R drifted(Payload.Drifted content);

    R laidOut(Payload.LaidOut content);

    R adopted(Payload.Adopted content);

    R revised(Payload.Revised content);

    R recorded(Payload.Recorded content);

    R forecasts(Payload.Forecasts content);

    R rehearsed(Payload.Rehearsed content);

    R ran(Payload.Ran content);

    R hosting(Payload.Hosting content);

    R examined(Payload.Examined content);

    R status(Payload.Status content);

    R runs(Payload.Runs content);

    R journalled(Payload.Journalled content);

    R verified(Payload.Verified content);

    R rebuilt(Payload.Rebuilt content);

    R handedOver(Payload.HandedOver content);

    R signaturesWanted(Payload.SignaturesWanted content);

    R signatureRead(Payload.SignatureRead content);

    R evidenced(Payload.Evidenced content);

    R unlocked(Payload.Unlocked content);

    R world(Payload.World content);

    R version(Payload.Version content);

    R text(Payload.Text content);
}
