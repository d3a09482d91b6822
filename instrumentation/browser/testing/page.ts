import { RealtimeClient } from "@supabase/realtime-js";
import { flushSync, mount } from "svelte";
import {
  exposed,
  offerInstall,
  purchased,
  rated,
  reached,
  recommended,
  registerServiceWorker,
  roundTrips,
  searched,
  subscribe,
  upload,
  type Consent,
} from "..";
import { handleError, init } from "../../example/src/hooks.client";
import { shop } from "../../example/src/lib/shop";
import Page from "./page.svelte";

/** The example as SvelteKit would run it, on a page that does what tests ask for. */

declare global {
  interface Window {
    readonly granted: Consent;
    readonly account?: string;
    readonly test: typeof test;
    /** Taps that the browser has timed. */
    readonly heard: readonly unknown[];
  }
}

const test = {
  shop,
  handleError,
  init,
  registerServiceWorker,
  exposed,
  purchased,
  rated,
  reached,
  recommended,
  searched,
  upload,
  offerInstall,
  roundTrips,
  subscribe,
  /** Resolves once the library for web vitals observes, where the collector has asked for it: it is the collector's own copy. */
  observes: () => import("web-vitals").then(() => new Promise((resolve) => setTimeout(resolve))),
  /** Of Supabase's own library. */
  channel: (name: string, timeout = 10_000) =>
    new RealtimeClient(`${location.origin.replace("http", "ws")}/realtime/v1`, {
      params: { apikey: "public" },
      timeout,
    }).channel(name),
};

const heard: unknown[] = [];
const observer = new PerformanceObserver((list) => {
  // Whoever else observes is told in this task, and does its sums when there is time.
  setTimeout(() => requestIdleCallback(() => heard.push(...list.getEntries())));
});
observer.observe({ type: "event", buffered: true, durationThreshold: 16 });
Object.assign(window, { test, heard, observer });
mount(Page, {
  target: document.body,
  props: { data: { consent: window.granted, account: window.account } },
});
flushSync();
