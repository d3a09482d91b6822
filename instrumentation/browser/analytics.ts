import { loadMasks, type Masks } from "./masks";
import { isSampled, type Adapter, type Load } from "./sink";
import type { Variables } from "./variables";
import { observeOnce, type WebVitals } from "./vitals";

/** Product analytics: Google Analytics 4 and Vercel Web Analytics. No alert reads them. */

/** Google's own function, once its script is there: `gtag("event", …)`. */
export type Gtag = (
  command: "js" | "consent" | "config" | "set" | "event",
  ...values: readonly (string | object)[]
) => void;

/** What a campaign calls itself: a word. */
const isCampaign = ({ mask }: Masks, [name, value]: readonly [string, string]): boolean =>
  /^utm_\w{1,20}$/.test(name) && /^[\w-]{1,50}$/.test(value) && mask(value) === value;

/** Where a page is, by its route, which has no one's ids in it; of what is asked for, the campaign alone. */
const locationOf = (masks: Masks, route: string): string => {
  const { origin, search } = location;
  const campaign = new URLSearchParams([...new URLSearchParams(search)].filter((each) => isCampaign(masks, each)));
  return `${origin}${route}?${campaign.toString()}`;
};

export const googleAnalytics = ({
  load,
  variables,
}: {
  readonly load: (id: string) => Gtag | Promise<Gtag>;
  readonly variables: Variables;
}): Adapter | undefined => {
  const id = variables.PUBLIC_GA4_MEASUREMENT_ID;
  if (!id) return undefined;
  return {
    purpose: "analytics",
    start: async ({ network, installed }) => {
      const [gtag, masks] = await Promise.all([load(id), loadMasks()]);
      const allow = (granted: boolean, command: "default" | "update"): void => {
        // https://developers.google.com/tag-platform/security/guides/consent: advertising is not among our purposes.
        gtag("consent", command, {
          analytics_storage: granted ? "granted" : "denied",
          ad_storage: "denied",
          ad_user_data: "denied",
          ad_personalization: "denied",
        });
      };
      allow(true, "default");
      gtag("config", id, {
        send_page_view: false,
        allow_google_signals: false,
        // The page tells its route as soon as it is there.
        page_location: locationOf(masks, "/"),
        network,
        installed,
      });
      return {
        event: (name, parameters) => {
          gtag("event", name, parameters);
        },
        page: (route) => {
          gtag("set", { page_location: locationOf(masks, route), page_title: route });
          gtag("event", "page_view");
        },
        allow: (granted) => {
          allow(granted, "update");
        },
      };
    },
  };
};

/** What is used of @vercel/analytics 2. */
export interface VercelAnalytics {
  readonly inject: (options: { beforeSend: <Event extends { url: string }>(event: Event) => Event | null }) => void;
  readonly track: (name: string, properties?: Record<string, string | number | boolean | null | undefined>) => void;
}

/** @param vitals sends the web vitals too, as custom events, of which Vercel bills each */
export const vercelAnalytics = ({
  load,
  vitals,
}: {
  readonly load: Load<VercelAnalytics>;
  readonly vitals?: { readonly load: Load<WebVitals>; readonly variables: Variables };
}): Adapter => ({
  purpose: "analytics",
  start: async () => {
    const [{ inject, track }, { mask }] = await Promise.all([load(), loadMasks()]);
    let allowed = true;
    inject({
      beforeSend: (event) => (allowed ? { ...event, url: mask(event.url) } : null),
    });
    if (vitals !== undefined && isSampled(vitals.variables.PUBLIC_VITALS_SAMPLE_PERCENT))
      // Pages and events are told whatever becomes of them.
      observeOnce(vitals.load, ({ name, value }) => {
        if (allowed) track("web_vital", { name, value });
      }).catch(() => undefined);
    return {
      event: (name, parameters) => {
        if (allowed) track(name, { ...parameters });
      },
      allow: (granted) => {
        allowed = granted;
      },
    };
  },
});
