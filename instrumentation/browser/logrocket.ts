import { loadMasks, type Masks } from "./masks";
import { isSampled, type Adapter, type Load } from "./sink";
import type { Variables } from "./variables";

/** LogRocket: what a visitor saw, replayed. Of those alone who were asked and said yes, with every text and field hidden. */

interface Exchange {
  url?: string | undefined;
  headers: Record<string, string | null | undefined>;
  body?: string | undefined;
}

/** What is used of logrocket 12. */
export interface LogRocket {
  readonly init: (app: string, options: LogRocketSettings) => void;
  readonly identify: (id: string) => void;
  readonly track: (name: string, properties?: Record<string, string | number | boolean | undefined>) => void;
  readonly captureException: (error: Error) => void;
}

/** https://docs.logrocket.com/reference/configure-privacy, https://docs.logrocket.com/docs/privacy */
export interface LogRocketSettings {
  release: string;
  shouldCaptureIP: boolean;
  shouldSendData: () => boolean;
  console: { isEnabled: boolean };
  dom: { textSanitizer: boolean; inputSanitizer: boolean; disablePageTitles: boolean };
  browser: { urlSanitizer: (url: string) => string };
  network: {
    requestSanitizer: <T extends Exchange>(request: T) => T | null;
    responseSanitizer: <T extends Exchange>(response: T) => T | null;
  };
}

/** Signing in, paying and what vendors are sent: not even that it happened. */
const UNSEEN = /\/auth\/|stripe\.com|sentry\.io|datadoghq|\/api\/(?:auth|checkout|payments)/;

/** That a request was made, to where, how long it took and how it ended: never what was in it. */
const sanitizeWith =
  ({ mask }: Masks) =>
  <T extends Exchange>(exchange: T): T | null =>
    UNSEEN.test(exchange.url ?? "")
      ? null
      : {
          ...exchange,
          ...(exchange.url === undefined ? {} : { url: mask(exchange.url) }),
          headers: {},
          body: undefined,
        };

const SAMPLE_PERCENT = "10";

export const logRocket = ({
  load,
  variables,
  release,
}: {
  readonly load: Load<LogRocket>;
  readonly variables: Variables;
  readonly release: string;
}): Adapter | undefined => {
  const app = variables.PUBLIC_LOGROCKET_APP_ID;
  if (!app || !isSampled(variables.PUBLIC_LOGROCKET_SAMPLE_PERCENT ?? SAMPLE_PERCENT)) return undefined;
  return {
    purpose: "replay",
    start: async () => {
      const [recorder, masks] = await Promise.all([load(), loadMasks()]);
      const { mask } = masks;
      const sanitize = sanitizeWith(masks);
      let allowed = true;
      recorder.init(app, {
        release,
        shouldCaptureIP: false,
        // There is no call that ends a recording; what is recorded after a consent was taken back is not sent.
        shouldSendData: () => allowed,
        console: { isEnabled: false },
        dom: { textSanitizer: true, inputSanitizer: true, disablePageTitles: true },
        browser: { urlSanitizer: mask },
        network: { requestSanitizer: sanitize, responseSanitizer: sanitize },
      });
      return {
        user: (id) => {
          recorder.identify(id);
        },
        action: (name, outcome, context) => {
          recorder.track(name, { ...context, outcome });
        },
        error: (error) => {
          recorder.captureException(new Error(mask(String(error))));
        },
        allow: (granted) => {
          allowed = granted;
        },
      };
    },
  };
};
