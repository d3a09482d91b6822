import type { Instrument } from "./instrument";

/** Whether the installed app starts, updates and installs: A11. One action for each attempt, and one for each start. */

type Acting = Pick<Instrument, "action">;

/**
 * Registers the service worker in SvelteKit's place (`kit.serviceWorker.register: false`) and tells how it went: of the registration, and
 * of each version that it finds. `redundant` before it was installed: an address of its cache failed, or it threw.
 * https://w3c.github.io/ServiceWorker/#service-worker-state
 *
 * What a worker does later, in its own thread, is not seen from here. Of a start it tells whether there was a network: an SDK that the
 * worker has cached keeps that until there is one again.
 */
export const registerServiceWorker = async (
  { action }: Acting,
  address = "/service-worker.js",
  options: RegistrationOptions = {},
): Promise<void> => {
  if (!("serviceWorker" in navigator)) return;
  action("app_start", navigator.onLine ? "online" : "offline");
  const watched = new WeakSet<ServiceWorker>();
  const watch = (worker: ServiceWorker | null): void => {
    // The first version is both there when register() answers and found afterwards.
    if (worker === null || watched.has(worker)) return;
    watched.add(worker);
    let isInstalled = false;
    worker.addEventListener("statechange", () => {
      if (worker.state === "installed") isInstalled = true;
      if (worker.state === "activated") action("service_worker", "ready");
      if (worker.state === "redundant" && !isInstalled) action("service_worker", "failed");
    });
  };
  try {
    const registration = await navigator.serviceWorker.register(address, options);
    watch(registration.installing);
    registration.addEventListener("updatefound", () => {
      watch(registration.installing);
    });
    // A worker that runs already: register() looks for a new one, and does not tell when that fails.
    if (registration.active === null) return;
    await registration.update();
    action("service_worker", "ready");
  } catch {
    // Offline it is the network that failed, and the worker that is there does its work.
    if (navigator.onLine) action("service_worker", "failed");
  }
};

/** Chromium's: https://developer.mozilla.org/en-US/docs/Web/API/BeforeInstallPromptEvent */
interface InstallPrompt extends Event {
  readonly prompt: () => Promise<unknown>;
  readonly userChoice: Promise<{ readonly outcome: "accepted" | "dismissed" }>;
}

const isInstallPrompt = (event: Event): event is InstallPrompt => "prompt" in event;

/** How long an installation that was accepted may take. Our own figure: none of a browser's was found. */
const INSTALLED_WITHIN_MS = 120_000;

/**
 * Keeps the browser's prompt until the page asks for it, and tells how the installation went. Who declines has not failed, and is not
 * counted at all.
 * @returns a function that asks, and answers whether there was anything to ask
 */
export const offerInstall = ({ action }: Acting): (() => Promise<boolean>) => {
  let kept: InstallPrompt | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  addEventListener("beforeinstallprompt", (event) => {
    if (!isInstallPrompt(event)) return;
    event.preventDefault();
    kept = event;
  });
  addEventListener("appinstalled", () => {
    clearTimeout(timer);
    action("app_install", "installed");
  });
  return async () => {
    const prompt = kept;
    if (prompt === undefined) return false;
    kept = undefined;
    try {
      await prompt.prompt();
      const { outcome } = await prompt.userChoice;
      if (outcome === "accepted")
        timer = setTimeout(() => {
          action("app_install", "failed");
        }, INSTALLED_WITHIN_MS);
    } catch {
      action("app_install", "failed");
    }
    return true;
  };
};
