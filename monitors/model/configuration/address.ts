import { z } from "zod";

/**
 * Addresses of the web in the configuration. They stand in messages, in boards and in the plan, and some are sent a key: so `https`
 * alone, and nothing that could be a secret or a script. No user, no query, no fragment.
 */
const ADDRESS = /^https:\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::\d{1,5})?(?:\/[\w.~%+-]+)*\/?$/;

/**
 * @param message what it must be, with an example
 * @param under the vendor's own domain, where a key is sent to the address
 * @param like what besides its path is
 */
export const address = (message: string, under = "", like = /^/) =>
  z.string(message).refine((value) => {
    const host = ADDRESS.exec(value)?.[1];
    return host !== undefined && like.test(value) && (under === "" || `.${host}`.endsWith(`.${under}`));
  }, message);

const PATH = /^(?:\/[\w.~%+-]+)+\/?$/;

/** Of one's own site, or wherever the shop's own proxy is: what a browser is told. */
export const pathOrAddress = (message: string) =>
  z.string(message).refine((value) => PATH.test(value) || ADDRESS.test(value), message);
