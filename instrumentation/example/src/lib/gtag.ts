import type { Gtag } from "@driplo/instrumentation/browser";

/** Google's script, as its own snippet loads it: https://developers.google.com/tag-platform/gtagjs */

declare global {
  interface Window {
    dataLayer?: unknown[];
  }
}

export const loadGtag = (id: string): Gtag => {
  const layer = (window.dataLayer ??= []);
  const script = document.createElement("script");
  script.async = true;
  script.src = `https://www.googletagmanager.com/gtag/js?id=${encodeURIComponent(id)}`;
  document.head.append(script);
  // Google's script reads `arguments` objects alone, and no arrays.
  const gtag: Gtag = function () {
    // eslint-disable-next-line prefer-rest-params
    layer.push(arguments);
  };
  gtag("js", new Date());
  return gtag;
};
