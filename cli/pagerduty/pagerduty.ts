import { z } from "zod";
import type { Environment } from "../../monitors/model/environment";
import { askJson, type VendorApi } from "../shared/ask-vendor";
import { CommandError } from "../shared/exit";
import { addressOf, neededVariables, type Variables } from "../shared/variables";

/** PagerDuty's REST API, read. Paths, fields and limits: https://github.com/PagerDuty/api-schema reference/REST/openapiv3.json. */

/** By service region: https://support.pagerduty.com/main/docs/service-regions (API access URLs) */
export const pagerDutyApis = { us: "https://api.pagerduty.com", eu: "https://api.eu.pagerduty.com" } as const;

/** A read-only key is enough: https://support.pagerduty.com/main/docs/api-access-keys */
const KEY = "PAGERDUTY_TOKEN";

/** @throws CommandError (usage) where the key is not set */
export const openPagerDuty = (variables: Variables, { pagerduty }: Pick<Environment, "pagerduty">): VendorApi => {
  const key = neededVariables(variables, KEY);
  return {
    name: "PagerDuty",
    address: addressOf(variables, "DRIPLO_PAGERDUTY_HOST", pagerDutyApis[pagerduty?.serviceRegion ?? "us"]),
    headers: { accept: "application/vnd.pagerduty+json;version=2", authorization: `Token token=${key(KEY)}` },
    key: KEY,
  };
};

/** "Maximum of 100." (`limit`) */
const PAGE = 100;

/** Beyond it PagerDuty answers 400: https://developer.pagerduty.com/docs/pagination ("offset + limit … 10000"). */
const LAST = 10_000;

/** All items of a list, page by page; each is still to be read by a schema. @throws CommandError (vendor) */
export const listAll = async (
  api: VendorApi,
  path: string,
  field: string,
  query: readonly (readonly [string, string])[] = [],
): Promise<readonly unknown[]> => {
  const page = z.looseObject({ [field]: z.array(z.unknown()), more: z.boolean().default(false) });
  const items: unknown[] = [];
  for (let offset = 0; offset + PAGE <= LAST; offset += PAGE) {
    const paging = [
      ["limit", String(PAGE)],
      ["offset", String(offset)],
    ] as const;
    const read = page.safeParse(await askJson(api, { method: "get", path, query: [...query, ...paging] }));
    const found = z.array(z.unknown()).safeParse(read.data?.[field]).data;
    if (read.data === undefined || found === undefined)
      throw new CommandError("vendor", `PagerDuty's answer to GET ${path} has no list ${field}`);
    items.push(...found);
    if (read.data["more"] !== true) return items;
  }
  throw new CommandError("vendor", `PagerDuty lists ${LAST} of GET ${path} and no more: ask for fewer days`);
};
