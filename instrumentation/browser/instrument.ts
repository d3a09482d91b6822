import type { AnalyticsEvent } from "../../monitors/model/analytics";
import type { BrowserAction, BrowserVital, OutcomeOf } from "../../monitors/model/sources/browser";
import { createLine, type Call } from "./line";
import type { Masks } from "./masks";
import type { Adapter, Consent, Context, Parameters } from "./sink";
import { forgetVisitor, isPseudonymous, pseudonym, visitorId } from "./visit";

export interface Instrument {
  /** What the visitor grants, whenever it is known or changes. Until then nothing is loaded, sent, stored or kept. */
  readonly consent: (consent: Consent) => void;
  /** Who is signed in, by the account's UUID; nothing for nobody. */
  readonly identify: (account?: string) => void;
  readonly action: <A extends BrowserAction>(name: A, outcome: OutcomeOf<A>, context?: Context) => void;
  /** `once`: with the same key the event is not sent again by this page, such as a purchase by its order. */
  readonly event: (name: AnalyticsEvent, parameters?: Parameters, once?: string) => void;
  readonly duration: (name: BrowserVital, startTime: number, duration: number) => void;
  /** An error that our own code caught, and that broke something all the same. */
  readonly error: (error: unknown, where: string) => void;
  /** The page that is shown, as SvelteKit's route id: it has no one's ids in it. */
  readonly page: (route: string) => void;
}

const masked = ({ mask }: Masks, context: Context): Context =>
  Object.fromEntries(
    Object.entries(context).map(([key, value]) => [key, typeof value === "string" ? mask(value) : value]),
  );

/** Whatever fails in here, or in an SDK, is not the page's trouble: no function of it throws. */
export const instrument = (adapters: readonly (Adapter | undefined)[]): Instrument => {
  const lines = adapters.filter((adapter) => adapter !== undefined).map(createLine);
  const sent = new Set<string>();
  let account: string | undefined;

  const tell = (call: Call): void => {
    for (const line of lines) line.tell(call);
  };

  const tellUser = async (): Promise<void> => {
    const asked = account;
    // Kept of members too: whether they were here before is told of the browser.
    const visitor = visitorId();
    const id = asked === undefined ? visitor : await pseudonym(asked);
    // Whoever signed out, or in as another, while it was computed.
    if (account === asked) tell((sink) => sink.user?.(id));
  };

  return {
    consent: (consent) => {
      for (const line of lines) line.allow(consent[line.purpose]);
      if (consent.measurement || consent.replay) void tellUser().catch(() => undefined);
      else forgetVisitor();
    },
    identify: (id) => {
      account = id !== undefined && isPseudonymous(id) ? id : undefined;
      if (lines.some((line) => line.isOpen())) void tellUser().catch(() => undefined);
    },
    action: (name, outcome, context = {}) => {
      tell((sink, masks) => sink.action?.(name, outcome, masked(masks, context)));
    },
    event: (name, parameters = {}, once) => {
      const key = `${name} ${once ?? ""}`;
      if (once !== undefined && sent.has(key)) return;
      sent.add(key);
      tell((sink, masks) => sink.event?.(name, masked(masks, parameters)));
      // A search is an attempt with outcomes of its own.
      if (name === "search") return;
      const { item_category: category } = parameters;
      tell((sink, masks) => sink.action?.(name, "done", masked(masks, category === undefined ? {} : { category })));
    },
    duration: (name, startTime, duration) => {
      tell((sink) => sink.duration?.(name, startTime, duration));
    },
    error: (error, where) => {
      tell((sink) => sink.error?.(error, where));
    },
    page: (route) => {
      tell((sink) => sink.page?.(route));
    },
  };
};
