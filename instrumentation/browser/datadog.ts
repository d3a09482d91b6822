import { OUTCOME, PRODUCT_PAGES } from "../../monitors/model/sources/browser";
import { loadMasks, type Masks } from "./masks";
import { areSet, type Adapter, type Load } from "./sink";
import type { Variables } from "./variables";

/** Datadog RUM: what most rows of the storefront and of messaging read. */

/** What is used of `datadogRum` of @datadog/browser-rum 7. */
export interface DatadogRum {
  readonly init: (settings: DatadogSettings) => void;
  readonly addAction: (name: string, context?: object) => void;
  readonly addDurationVital: (name: string, options: { startTime: number; duration: number }) => void;
  readonly addError: (error: unknown, context?: object) => void;
  readonly setUser: (user: { id: string }) => void;
  readonly setGlobalContext: (context: Record<string, string | number | boolean | undefined>) => void;
  readonly setTrackingConsent: (consent: "granted" | "not-granted") => void;
}

/** https://docs.datadoghq.com/real_user_monitoring/application_monitoring/browser/advanced_configuration.md */
export interface DatadogSettings {
  applicationId: string;
  clientToken: string;
  site: string;
  service: string;
  env: string;
  version: string;
  sessionSampleRate: number;
  sessionReplaySampleRate: number;
  trackResources: boolean;
  trackUserInteractions: boolean;
  defaultPrivacyLevel: "mask";
  beforeSend: (event: { readonly view: { url: string } }) => boolean;
  proxy: string | undefined;
}

export interface DatadogOptions {
  readonly load: Load<DatadogRum>;
  readonly variables: Variables;
  readonly release: string;
}

/** An item whose address has no digit would be a group of its own: see PRODUCT_PAGES. Rows ask for the group, not for the item. */
const PRODUCT = new RegExp(`(${PRODUCT_PAGES})[^/\\d]+(?=/|$)`);

const settingsOf = (
  variables: Variables & Readonly<Record<DatadogVariable, string>>,
  release: string,
  { scrub }: Masks,
): DatadogSettings => ({
  applicationId: variables.PUBLIC_DATADOG_APPLICATION_ID,
  clientToken: variables.PUBLIC_DATADOG_CLIENT_TOKEN,
  site: variables.PUBLIC_DATADOG_SITE,
  service: "driplo-storefront",
  env: variables.PUBLIC_ENVIRONMENT,
  version: release,
  // A12 counts sessions, A10 and A11 are shares with a least traffic: every session, or they mean something else.
  sessionSampleRate: 100,
  sessionReplaySampleRate: 0,
  // A6 reads resources of images, A10 the frustration signals of clicks.
  trackResources: true,
  trackUserInteractions: true,
  // Texts of the page do not become names of actions: what is clicked is named with data-dd-action-name.
  defaultPrivacyLevel: "mask",
  // Takes effect on what the SDK lets it change: addresses, messages, stacks, names, context.
  beforeSend: (event) => {
    scrub(event).view.url = event.view.url.replace(PRODUCT, "$10");
    return true;
  },
  // https://docs.datadoghq.com/real_user_monitoring/guide/proxy-rum-data
  proxy: variables.PUBLIC_DATADOG_PROXY,
});

const needed = [
  "PUBLIC_ENVIRONMENT",
  "PUBLIC_DATADOG_APPLICATION_ID",
  "PUBLIC_DATADOG_CLIENT_TOKEN",
  "PUBLIC_DATADOG_SITE",
] as const;

type DatadogVariable = (typeof needed)[number];

export const datadog = ({ load, variables, release }: DatadogOptions): Adapter | undefined =>
  areSet(variables, ...needed)
    ? {
        purpose: "measurement",
        start: async (visit) => {
          const [rum, masks] = await Promise.all([load(), loadMasks()]);
          rum.init(settingsOf(variables, release, masks));
          rum.setGlobalContext({ ...visit });
          return {
            action: (name, outcome, context) => {
              rum.addAction(name, { ...context, [OUTCOME]: outcome });
            },
            duration: (name, startTime, duration) => {
              rum.addDurationVital(name, { startTime, duration });
            },
            error: (error, where) => {
              rum.addError(error, { where });
            },
            user: (id) => {
              rum.setUser({ id });
            },
            allow: (granted) => {
              rum.setTrackingConsent(granted ? "granted" : "not-granted");
            },
          };
        },
      }
    : undefined;
