import type { Quiets } from "../model/quiet";
import type { ServiceKey, SignalId } from "./services";

const upgrade = {
  reason: "The database is away for some minutes",
  owner: "data",
  environments: ["prod"],
  services: ["database"],
  from: "2027-03-14T22:00+01:00",
  until: "2027-03-14T23:30+01:00",
} as const;

export const fine: Quiets<ServiceKey, SignalId> = { upgrade, zulu: { ...upgrade, until: "2027-03-14T23:30Z" } };

const endless: Omit<typeof upgrade, "until"> = upgrade;
// @ts-expect-error: a mute without an end
export const forEver: Quiets<ServiceKey, SignalId> = { endless };

const silent: Omit<typeof upgrade, "reason"> = upgrade;
// @ts-expect-error: nobody says why
export const why: Quiets<ServiceKey, SignalId> = { silent };

// @ts-expect-error: a time without its zone
export const somewhere: Quiets<ServiceKey, SignalId> = { upgrade: { ...upgrade, until: "2027-03-14T23:30" } };

// @ts-expect-error: no such service
export const unknown: Quiets<ServiceKey, SignalId> = { upgrade: { ...upgrade, services: ["databases"] } };

// @ts-expect-error: whole services or single signals
export const both: Quiets<ServiceKey, SignalId> = { upgrade: { ...upgrade, signals: ["database.cpu"] } };

// @ts-expect-error: nothing is named
export const nothing: Quiets<ServiceKey, SignalId> = { upgrade: { ...upgrade, services: [] } };
